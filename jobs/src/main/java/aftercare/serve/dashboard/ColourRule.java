package aftercare.serve.dashboard;

import java.util.List;

/**
 * When cells of a table are coloured.
 *
 * @param columns the columns whose values it asks for and colours
 * @param when what is asked of the value
 * @param tone what the colour says
 * @param row whether the whole row takes it
 */
public record ColourRule(List<String> columns, When when, Tone tone, boolean row) {
    public ColourRule {
        columns = List.copyOf(columns);
    }

    /** What is asked of a value. */
    public sealed interface When permits Is, Above, Below, Shade {}

    /**
     * That it is this one.
     *
     * @param value a text or a truth
     */
    public record Is(Object value) implements When {}

    /**
     * That it is above.
     *
     * @param value in the unit of the column
     */
    public record Above(double value) implements When {}

    /**
     * That it is below.
     *
     * @param value in the unit of the column
     */
    public record Below(double value) implements When {}

    /**
     * Nothing: all values are coloured, the stronger the nearer to one end.
     *
     * @param from where there is no colour
     * @param to where it is strongest; may be below {@code from}
     */
    public record Shade(double from, double to) implements When {}

    /** What a colour says. */
    public enum Tone {
        GOOD,
        WARN,
        BAD,
        /** Not to be relied upon, such as a rate of few cases. */
        QUIET
    }
}
