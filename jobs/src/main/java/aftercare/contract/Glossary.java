package aftercare.contract;

import java.util.List;

/**
 * The words that contracts use and a reader may not know; kept in {@code schemas/glossary.yaml}.
 *
 * @param terms words and abbreviations
 * @param endings what the endings of column names tell
 * @param units what the units of columns mean
 */
record Glossary(List<Term> terms, List<Ending> endings, List<Unit> units) {
    /**
     * @param term the word
     * @param meaning what it means
     */
    record Term(Text term, Text meaning) {}

    /**
     * @param ending how a column's name ends
     * @param meaning what this tells of the column
     */
    record Ending(String ending, Text meaning) {}

    /**
     * @param unit as contracts spell it
     * @param meaning what a number of it is
     */
    record Unit(String unit, Text meaning) {}

    Glossary {
        terms = List.copyOf(terms);
        endings = List.copyOf(endings);
        units = List.copyOf(units);
    }

    /** The glossary of this installation. */
    static Glossary load() {
        return Contracts.words("glossary", Glossary.class);
    }
}
