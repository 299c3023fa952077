package aftercare.serve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/**
 * How a printed report fills its sheets, told by its letters alone: each block ends with a line that says its source.
 *
 * @param filled for each page, how far down the share of its height reaches that holds letters, its number at the foot
 *     aside
 * @param beyondTheEdge words, or what is left of them, that begin or end outside the margins
 * @param fonts names of all fonts
 */
record PrintedPages(List<Double> filled, List<String> beyondTheEdge, Set<String> fonts) {
    private static final double MARGIN_MM = 15;
    private static final double POINTS_PER_MM = 72 / 25.4;
    /** Points; a blank at the end of a line hangs over. */
    private static final double SLACK = 6;

    static PrintedPages of(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            Reader reader = new Reader();
            reader.getText(document);
            return new PrintedPages(List.copyOf(reader.filled), List.copyOf(reader.beyond), Set.copyOf(reader.fonts));
        }
    }

    private static final class Reader extends PDFTextStripper {
        private final List<Double> filled = new ArrayList<>();
        private final List<String> beyond = new ArrayList<>();
        private final Set<String> fonts = new TreeSet<>();

        @Override
        protected void writeString(String text, List<TextPosition> letters) {
            TextPosition first = letters.get(0);
            TextPosition last = letters.get(letters.size() - 1);
            double margin = MARGIN_MM * POINTS_PER_MM;
            double height = first.getPageHeight() - 2 * margin;
            double down = (first.getYDirAdj() - margin) / height;
            while (filled.size() < getCurrentPageNo()) {
                filled.add(0.0);
            }
            if (down > 1) {
                return;
            }
            filled.set(getCurrentPageNo() - 1, Math.max(down, filled.get(getCurrentPageNo() - 1)));
            double right = last.getXDirAdj() + last.getWidthDirAdj();
            if (first.getXDirAdj() < margin - SLACK || right > first.getPageWidth() - margin + SLACK) {
                beyond.add("page " + getCurrentPageNo() + ": " + text);
            }
            letters.stream()
                    .map(letter -> letter.getFont().getFontDescriptor())
                    .filter(Objects::nonNull)
                    .map(PDFontDescriptor::getFontName)
                    .filter(Objects::nonNull)
                    .forEach(fonts::add);
        }
    }
}
