package aftercare.contract;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The pages under {@code docs/} that say what contracts and code already say: rendered, so that they cannot disagree
 * with them.
 */
public final class ContractDocs {
    private final Contracts contracts;

    public ContractDocs(Contracts contracts) {
        this.contracts = contracts;
    }

    /** All generated pages, by path below {@code docs/}; the same contracts always give the same text. */
    public Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("contracts.md", new SourceDocs(contracts.sources()).page());
        pages.put("accepted-forms.md", new AcceptedFormsDocs(AcceptedForms.installed(), contracts.sources()).page());
        pages.putAll(new GoldDocs(contracts.gold(), Glossary.load()).pages());
        pages.put("errors.md", new ErrorDocs().page());
        return pages;
    }
}
