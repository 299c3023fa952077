package aftercare.serve.report;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The forms that pages are laid out in; what is put into them is escaped there. */
enum HtmlTemplate {
    PAGE("page.peb"),
    LETTER("letter.peb");

    private static final PebbleEngine ENGINE = engine();

    private final String file;

    HtmlTemplate(String file) {
        this.file = file;
    }

    private static PebbleEngine engine() {
        ClasspathLoader loader = new ClasspathLoader(HtmlTemplate.class.getClassLoader());
        loader.setPrefix("report/");
        return new PebbleEngine.Builder().loader(loader).strictVariables(true).build();
    }

    /** The page with what stands in it. */
    String filled(Map<String, Object> page) {
        StringWriter html = new StringWriter();
        try {
            ENGINE.getTemplate(file).evaluate(html, page);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return html.toString();
    }

    /**
     * Nothing may be fetched, and only the scripts that were written here may run. ECharts sets styles on the elements
     * that it makes.
     */
    static String policy(String style, String... scripts) {
        String allowed = scripts.length == 0
                ? "'none'"
                : Arrays.stream(scripts).map(Assets::hash).collect(Collectors.joining(" "));
        return "default-src 'none'; script-src " + allowed + "; style-src 'unsafe-inline'; style-src-elem "
                + Assets.hash(style)
                + "; style-src-attr 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
    }
}
