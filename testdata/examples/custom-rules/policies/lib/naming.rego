# METADATA
# description: Naming conventions of Contoso.
package lib.naming

# suffix returns the required suffix of the names of environments of a stage. It is undefined for a stage without one.
suffix(stage) := concat("", ["-", data.facts.stages[stage]])
