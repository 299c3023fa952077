<#-- One line a library: name, group:artifact:version, page, licences; docs/dependencies.md is made from it. -->
Aftercare is distributed with the libraries below. Each is the work of its authors, under the licence that it names;
its own notices are in its jar, below META-INF.

<#list dependencyMap as entry>
<#assign library = entry.getKey()>
${library.name!library.artifactId} | ${library.groupId}:${library.artifactId}:${library.version} | ${library.url!} | ${entry.getValue()?join("; ")}
</#list>
