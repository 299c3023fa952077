package aftercare.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.config.AftercareException;
import aftercare.config.ErrorCode;
import aftercare.contract.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people get wrong in mappings, and that one sentence tells them where and what to write instead. */
class MappingMistakesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            m: x;format: {header_row: 3};into: R              | line 2, column 9: format: there is no key header_row; did you mean header?
            m: x;zone: UTC;into: R                            | line 1, column 1: the key zone stands below format
            m: x;format: {header: 0};into: R                  | line 2, column 18: format.header: '0' does not fit; the row that names the columns, from 1
            m: x;format: {dates: dd.MM.yyyy};into: R          | line 2, column 17: format.dates: 'dd.MM.yyyy' does not fit; java.time patterns
            m: x;format: {type: cvs};into: R                  | line 2, column 16: format.type: 'cvs' is none of csv, tsv, json, jsonl, parquet, xlsx; did you mean csv?
            m: x;format: {decimal: ';'};into: R               | line 2, column 19: format.decimal: ';' is none of .,
            m: x;format: {delimiter: ';;'};into: R            | format.delimiter: ';;' does not fit; what stands between two fields of a csv
            m: x;format: {footer: 'Total('};into: R           | line 2, column 18: Total( is no regular expression
            m: x;format: {zone: Europe/Berln};into: R         | line 2, column 16: no time zone is called Europe/Berln; did you mean Europe/Berlin?
            m: x;format: {locale: qq-DE};into: R            | no language is called qq-DE; write de, en-US
            m: x;format: {encoding: UTF-9};into: R            | line 2, column 20: no character set is called UTF-9
            m: x;into: {region: {region_id: a, name: b}}      | there is no source 'region'; did you mean regions?
            m: x;into: {regions: {region_id: a, nome: b}}     | the source regions has no column nome; did you mean name?
            m: x;into: {regions: {region_id: a}}              | line 2, column 17: the source regions needs name too
            m: x;into: {regions: {region_id: a, Name: b}}     | a name of a source, column or table has small letters
            m: x;into: {regions: {region_id: a, name: {from: a, expr: b}}}       | line 2, column 38: into.regions.name: it says from and expr; a column comes from one of them
            m: x;into: {regions: {region_id: a, name: {form: a}}}                | into.regions.name: there is no key form; did you mean from?
            m: x;into: {regions: {region_id: a, name: {values: {a: b}}}}         | into.regions.name: it says none of from, expr, join, lookup, constant; write from: and the name of a field
            m: x;into: {regions: {region_id: a, name: {from: a, else: b}}}       | into.regions.name: else needs values beside it
            m: x;into: {regions: {region_id: a, name: {lookup: b.csv, take: c}}} | into.regions.name: lookup needs on beside it
            m: x;into: {regions: {region_id: a, name: {from: a, plus: {minuts: b}}}} | into.regions.name.plus: there is no key minuts; did you mean minutes?
            m: x;into: {regions: {region_id: a, name: {from: a, plus: {days: b}}}}   | durations are added to days and instants, and name is none
            m: x;into: {regions: {region_id: a, name: {expr: 'case when a'}}}        | line 2, column 45: regions.name.expr: Spark says: Syntax error
            m: x;into: {regions: {region_id: a, where: 'b ==== 1', name: c}}         | regions.where: Spark says: Syntax error
            m: x;into: {regions: {region_id: a, name: 7}}     | into.regions.name: '7' does not fit; where a column comes from
            m: x                                              | line 1, column 1: into is missing: for each source, where each of its columns comes from
            into: R                                           | line 1, column 1: it says neither match nor tables
            m: x;m: y;into: R                                 | line 2, column 6: 'match' stands twice
            m: x;into:;\tregions: {region_id: a, name: b}     | a tab stands there; YAML is indented by blanks
            - x                                               | does not fit; how the files of a foreign export
            m: x;into: {regions: {query: select 1}}           | line 2, column 25: a query reads tables, and the mapping names none; write tables:
            t: {a: x};into: R                                 | line 2, column 17: the mapping has tables, and regions says its columns one by one; write query: and a select over a
            t: {a: x};into: {regions: {query: select 1 from a, name: b}}             | line 2, column 48: columns stand beside the query (name); name them in its select instead
            t: {a: x};into: {regions: {query: select 1 from a, where: 'b'}}          | a where stands beside the query; write it into the select
            t: {a: x};into: {regions: {query: select 1 from b}} | line 2, column 25: regions.query: it reads b, and a query reads the tables of its mapping alone: a
            t: {a: x};into: {regions: {query: select 1 form a where}}                | line 2, column 25: regions.query: Spark says: Syntax error
            t: {a: x, b: y};into: {regions: {query: select 1 from a}}                | line 1, column 19: no query reads the table b; leave it out, or join it
            t: {a: x};m: y;into: {regions: {query: select 1 from a}}                 | line 2, column 8: match stands beside tables
            t: {a: x};refuse: file;into: {regions: {query: select 1 from a}}         | what each query gives is taken by itself
            t: {a: {match: x, format: {zone: UTC}}};into: {regions: {query: select 1 from a}} | the key zone stands below the format of the mapping
            t: {a: {match: x, delimiter: ';'}};into: {regions: {query: select 1 from a}}      | tables.a: the key delimiter stands below format
            t: {a: {glob: x}};into: {regions: {query: select 1 from a}}              | tables.a: there is no key glob; there are format, match
            t: {a: 7};into: {regions: {query: select 1 from a}}                      | tables.a: '7' does not fit; files that a query reads as one table
            t: {A: x};into: {regions: {query: select 1 from a}}                      | a name of a source, column or table has small letters
            """)
    void oneSentenceSaysWhereAndWhatToWriteInstead(String mistake, String told) {
        String yaml = mistake.replace(";into", "\ninto")
                .replace(";format", "\nformat")
                .replace(";zone", "\nzone")
                .replace(";m:", "\nm:")
                .replace(";\t", "\n\t")
                .replace(";refuse", "\nrefuse")
                .replaceAll("(?m)^t:", "tables:")
                .replaceAll("(?m)^m:", "match:")
                .replace("into: R", "into: {regions: {region_id: a, name: b}}");
        assertThatThrownBy(() -> check(yaml)).isInstanceOfSatisfying(AftercareException.class, error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.BAD_MAPPING);
            assertThat(error.getMessage()).contains(told);
            assertThat(error.getMessage().split("line \\d+, column", -1)).hasSize(2);
        });
    }

    @Test
    void severalDocumentsAreSeveralMappingsAndTheirMistakesCountFromTheBeginningOfTheFile() throws IOException {
        String two = "# a comment\n---\nmatch: a.csv\ninto: {regions: {region_id: a, name: b}}\n"
                + "--- # the second\nmatch: b.csv\ninto: {regions: {region_id: a, name: %s}}\n...\n";
        assertThat(check(String.format(two, "b")))
                .extracting(mapping -> mapping.mapping().match().globs(), Landing.MappingFile::name)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(List.of("a.csv"), folder + "/mapping.yaml"),
                        org.assertj.core.api.Assertions.tuple(List.of("b.csv"), folder + "/mapping.yaml#2"));
        assertThatThrownBy(() -> check(String.format(two, "{form: b}"))).hasMessageContaining("line 7, column 38: ");
        assertThatThrownBy(() -> check(String.format(two, "{expr: 'case when'}")))
                .hasMessageContaining("line 7, column 45: ");
    }

    @Test
    void aHugeOrDeepOrBrokenFileIsRefusedAsAMapping() {
        String front = "match: x\ninto: {regions: {region_id: a, name: ";
        for (String hostile : List.of(
                front + "x".repeat(20 << 20) + "}}",
                front + "{".repeat(20_000),
                front + "[".repeat(20_000),
                "a: &a [b,b]\nc: &c [*a,*a,*a]\nd: [*c,*c,*c]\n",
                "match: \"x",
                "%YAML 9.9\n---\nmatch: x",
                "")) {
            assertThatThrownBy(() -> check(hostile))
                    .isInstanceOfSatisfying(AftercareException.class, error -> assertThat(error.code())
                            .isEqualTo(ErrorCode.BAD_MAPPING))
                    .satisfies(error -> assertThat(error.getMessage()).hasSizeLessThan(1000));
        }
    }

    private List<Landing.MappingFile> check(String mapping) throws IOException {
        return Mappings.checked(Files.writeString(folder.resolve("mapping.yaml"), mapping), Contracts.load());
    }
}
