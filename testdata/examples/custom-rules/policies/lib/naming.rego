# METADATA
# description: How Contoso names things.
package lib.naming

# suffix is what the name of an environment of a stage ends in; undefined for a stage that is free to
# be named.
suffix(stage) := concat("", ["-", data.facts.stages[stage]])
