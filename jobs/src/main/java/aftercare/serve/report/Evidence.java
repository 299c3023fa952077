package aftercare.serve.report;

import aftercare.serve.report.CardQueries.Question;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the marts answer, in the reader's language; each question is put once. */
final class Evidence {
    /** The query that says what has not come. */
    static final String UNDELIVERED = "undelivered";

    private final CardQueries cards;
    private final MartsReader marts;
    private final Lexicon lexicon;
    private final Map<String, Question> questions = new HashMap<>();
    private final Map<String, QueryRows> answers = new HashMap<>();

    Evidence(CardQueries cards, MartsReader marts, Lexicon lexicon) {
        this.cards = cards;
        this.marts = marts;
        this.lexicon = lexicon;
    }

    /** The question of that name; empty where the marts lack a table that it reads. */
    Optional<Question> question(String name) {
        return unpublished(name).isEmpty() ? Optional.of(asked(name)) : Optional.empty();
    }

    /** The tables that the question of that name reads and the marts lack. */
    List<String> unpublished(String name) {
        return cards.missing(asked(name));
    }

    private Question asked(String name) {
        return questions.computeIfAbsent(name, cards::question);
    }

    QueryRows rows(Question question) {
        return answers.computeIfAbsent(question.name(), any -> lexicon.inWords(marts.rows(question)));
    }

    /**
     * Whether a source has come and speaks of the month, or a column of it ({@code source.column}); what the marts say
     * nothing of is taken to have come.
     */
    boolean isDelivered(String need) {
        int column = need.indexOf('.');
        return (column < 0 || isDelivered(need.substring(0, column)))
                && undelivered().list().stream()
                        .filter(row -> need.equals(row.get("need")))
                        .noneMatch(row -> Boolean.TRUE.equals(row.get("absent")));
    }

    /** What was not delivered, a source or a column of one a row. */
    QueryRows undelivered() {
        return rows(UNDELIVERED);
    }

    /** The rows of a question; none where the marts cannot answer it. */
    QueryRows rows(String name) {
        return question(name).map(this::rows).orElse(QueryRows.NONE);
    }
}
