package aftercare.measure.actions;

import aftercare.contract.Messages;
import aftercare.contract.Text;
import aftercare.table.ActionTable;
import java.util.List;

/** Makes recommendations of one kind. */
interface Adviser {
    /** The gold tables that they are made from. */
    List<String> gold();

    /** The recommendations of this kind, without rank. */
    List<ActionTable.Builder> advice(Known known, Effects effects);

    /** A recommendation of a kind about something. */
    static ActionTable.Builder about(String what, String about, Text advice) {
        return ActionTable.row()
                .actionId(what + "/" + about)
                .what(what)
                .about(about)
                .advice(advice.en())
                .adviceZh(advice.zh());
    }

    /** A sentence of advice. */
    static Text say(String key, Object... namesAndValues) {
        return Messages.text("action." + key, namesAndValues);
    }
}
