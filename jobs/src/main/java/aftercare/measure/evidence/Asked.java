package aftercare.measure.evidence;

import aftercare.contract.Evidence;
import aftercare.contract.GoldContract;
import org.jspecify.annotations.Nullable;

/**
 * A figure whose change is asked about.
 *
 * @param makeup how it is made
 * @param member which rows of the views are of the figure's row, in any month
 * @param flag which rows of the view below the line it counts; null where they cannot be listed
 */
record Asked(Makeup makeup, String member, @Nullable String flag) {
    static Asked of(Evidence evidence, GoldContract contract, FigureSql sql, Makeup makeup) {
        Makeup.Aggregate counted = makeup.counted();
        String flag = null;
        if (evidence.views().containsKey(counted.view())
                && contract.column(counted.name()).isPresent()) {
            Evidence.Column how = sql.column(counted.name());
            flag = how.count() != null ? how.count() : how.where() != null ? how.where() : "true";
        }
        return new Asked(makeup, sql.member(false), flag);
    }
}
