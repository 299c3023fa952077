package aftercare.serve.metabase;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Metabase's command line (npm's @metabase/cli), asked offline for the schemas by which it judges what it sends. It is
 * AGPL and only installed, by {@code npm ci} in test-tools/metabase-cli, never shipped.
 */
final class MetabaseCli {
    private static final Path FOLDER =
            Path.of(System.getProperty("aftercare.project", ".."), "test-tools", "metabase-cli");
    private static final Path PROGRAM = FOLDER.resolve("node_modules/@metabase/cli/dist/cli.mjs");
    private static final ObjectMapper JSON = new ObjectMapper();

    private MetabaseCli() {}

    /** The program; where Node is missing the test is skipped, except in CI. */
    static MetabaseCli installed() throws IOException, InterruptedException {
        boolean mustRun = "true".equals(System.getenv("CI"));
        boolean node = works("node", "--version") && works("npm", "--version");
        if (!mustRun) {
            assumeTrue(node, "Node.js is not installed, so @metabase/cli cannot judge the requests");
        }
        if (!Files.exists(PROGRAM)) {
            boolean arrived =
                    works("npm", "ci", "--prefix", FOLDER.toString(), "--no-audit", "--no-fund", "--ignore-scripts");
            if (!mustRun) {
                assumeTrue(arrived, "@metabase/cli could not be installed (npm ci in test-tools/metabase-cli)");
            }
        }
        return new MetabaseCli();
    }

    private static boolean works(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    /** What one of its commands finds wrong with bodies. */
    List<String> faults(String command, List<JsonNode> bodies) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(Arrays.asList(command.split(" ")));
        arguments.addAll(List.of("--help", "--json"));
        return faults(schema(run(arguments).path("inputSchema").toString()), bodies);
    }

    /** What it finds wrong with the queries of cards. */
    List<String> queryFaults(List<JsonNode> cards) throws IOException, InterruptedException {
        JsonNode printed = run(List.of("query", "--print-schema"));
        // Schemas that refer to one another as files.
        Map<String, String> files = new HashMap<>();
        printed.path("defs")
                .properties()
                .forEach(file -> files.put(
                        "https://mb.invalid/" + file.getKey(), file.getValue().toString()));
        files.put("https://mb.invalid/query.yaml", printed.path("schema").toString());
        JsonSchema query = JsonSchemaFactory.getInstance(
                        SpecVersion.VersionFlag.V202012,
                        builder -> builder.schemaLoaders(loaders -> loaders.schemas(files)))
                .getSchema(SchemaLocation.of("https://mb.invalid/query.yaml"));
        return faults(
                query, cards.stream().map(card -> card.path("dataset_query")).toList());
    }

    private static JsonSchema schema(String text) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
    }

    private static List<String> faults(JsonSchema schema, List<JsonNode> bodies) {
        List<String> faults = new ArrayList<>();
        for (JsonNode body : bodies) {
            schema.validate(body)
                    .forEach(message -> faults.add(body.path("name").asText() + ": " + message.getMessage()));
        }
        return faults;
    }

    private static JsonNode run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", PROGRAM.toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return JSON.readTree(said);
    }
}
