package aftercare.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Whoever edits a file is told the line, not a path that has to be counted out. */
class SchemaProblemsTest {
    private static final String SCHEMA = """
            {"properties": {"columns": {"items": {"required": ["name"], "properties": {"min": {"type": "integer"}}}}}}
            """;

    @Test
    void eachBreachIsToldWithItsPlaceInTheOrderOfTheFile() throws IOException {
        assertThat(problems("columns:\n  - name: a\n    min: low\n  - min: 3\n"))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("line 3, column 10: min: ")
                                .contains("integer"),
                        second -> assertThat(second)
                                .startsWith("line 4, column 5: columns[1]: ")
                                .contains("name"));
    }

    @Test
    void whatAnAliasStandsForIsToldWhereTheAliasStands() throws IOException {
        assertThat(problems("low: &low {name: a, min: low}\ncolumns:\n  - *low\n"))
                .singleElement()
                .asString()
                .startsWith("line 3, column 5: min: ");
    }

    private static List<String> problems(String yaml) throws IOException {
        ObjectMapper json = new ObjectMapper();
        return SchemaProblems.of(
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(json.readTree(SCHEMA))
                        .validate(json.valueToTree(new Yaml().load(yaml))),
                yaml);
    }
}
