package aftercare.serve.report;

import java.util.List;

/** What the page's template is given to lay out; every text is ready to be read and is escaped there. */
sealed interface PagePart {
    /** Which of the template's forms it takes. */
    String kind();

    /**
     * A chart.
     *
     * @param id its anchor
     * @param half whether two share a row where there is room
     * @param message what it says, its title
     * @param says what is drawn
     * @param keys its legend
     * @param chart the id of the element that is drawn in
     * @param height in pixels
     * @param heard what a screen reader says in its place
     * @param table the same figures to be read
     * @param source where the figures come from and until when
     */
    record Chart(
            String id,
            boolean half,
            String message,
            String says,
            List<Drawing.LegendEntry> keys,
            String chart,
            int height,
            String heard,
            Table table,
            String source)
            implements PagePart {
        @Override
        public String kind() {
            return "figure";
        }
    }

    /**
     * A table.
     *
     * @param id its anchor
     * @param half whether two share a row where there is room
     * @param message what it says
     * @param says what it shows
     * @param heads its columns
     * @param lines its rows
     * @param more how many rows are left out, said in a sentence; empty for none
     * @param source where the figures come from and until when
     */
    record Table(
            String id,
            boolean half,
            String message,
            String says,
            List<Head> heads,
            List<TableRow> lines,
            String more,
            String source)
            implements PagePart {
        /** The first rows, with a sentence that says how many are left out. */
        Table first(int most, String sentence) {
            return new Table(id, half, message, says, heads, lines.subList(0, most), sentence, source);
        }

        @Override
        public String kind() {
            return "table";
        }
    }

    /**
     * The heading of a column.
     *
     * @param text what it is called
     * @param numeric whether numbers stand below it
     * @param anchor its definition on this page; empty for none
     * @param meaning its definition
     */
    record Head(String text, boolean numeric, String anchor, String meaning) {}

    /**
     * A row.
     *
     * @param small whether it rests on few cases
     * @param cells its cells
     */
    record TableRow(boolean small, List<TableCell> cells) {}

    /**
     * A cell.
     *
     * @param text what stands in it
     * @param below a smaller line below it: how many cases, which interval
     * @param form num, text or empty
     * @param tone better, worse, warned, quiet, a shade from s1 to s5, or empty
     */
    record TableCell(String text, String below, String form, String tone) {}

    /**
     * One figure of the month.
     *
     * @param name what it is
     * @param month the month it is of, where that is not the one reported; else empty
     * @param anchor its definition on this page; empty for none
     * @param meaning its definition
     * @param value the figure
     * @param tone missed, small or empty
     * @param state how it stands to its target, in a word
     * @param how how many cases and which interval
     * @param compared what it was, and the change since
     * @param chart the id of the element in which its course is drawn; empty for none
     * @param heard what a screen reader says in place of the course
     * @param moved why it moved since the month before, in a sentence or two; empty where nobody can say
     * @param explained the command that says where the figure comes from and why it moved; empty for none
     */
    record Tile(
            String name,
            String month,
            String anchor,
            String meaning,
            String value,
            String tone,
            String state,
            String how,
            List<Comparison> compared,
            String chart,
            String heard,
            String moved,
            String explained) {}

    /**
     * A figure against its own of an earlier month.
     *
     * @param since what the figure is compared with
     * @param change by how much it differs
     * @param tone better or worse where chance alone does not explain the change, else empty
     * @param meaning the same in a sentence
     */
    record Comparison(String since, String change, String tone, String meaning) {}

    /**
     * Sentences, one below the other.
     *
     * @param id its anchor
     * @param half whether two share a row where there is room
     * @param message what they are about
     * @param lines the sentences, in order
     */
    record Lines(String id, boolean half, String message, List<String> lines) implements PagePart {
        @Override
        public String kind() {
            return "list";
        }
    }

    /**
     * A sentence in place of figures that are not there.
     *
     * @param id its anchor
     * @param text the sentence
     * @param source which tables were looked at, and until when they go; empty where none was
     */
    record Sentence(String id, String text, String source) implements PagePart {
        @Override
        public String kind() {
            return "sentence";
        }
    }
}
