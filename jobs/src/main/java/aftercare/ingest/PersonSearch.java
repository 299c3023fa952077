package aftercare.ingest;

import aftercare.contract.Column;
import aftercare.contract.Contract;
import aftercare.ingest.FileEdits.RecordEdit;
import aftercare.table.CallbacksTable;
import aftercare.table.RepairsTable;
import aftercare.table.Tables;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Finds in files the records of people who were to be forgotten, as the loads understand these files, and says what has
 * to go of each: numbers become marks, texts about the person and fields that nobody reads become empty, and all that
 * figures are made of stays.
 *
 * <p>A record is theirs by the customer's number, by the serial number of their unit, or because it belongs to an order
 * of theirs. One that was refused is theirs when any of its fields says one of these.
 */
final class PersonSearch {
    /** Columns called so say, in whatever source, who the customer is, which unit it is and which order. */
    private static final String CUSTOMER = RepairsTable.CUSTOMER_ID;

    private static final String UNIT = RepairsTable.SERIAL_NO;
    private static final String ORDER = CallbacksTable.REPAIR_ID;

    /** What stands where a date or a number should, and may be a name or a telephone number. */
    private static final Pattern MAY_TELL = Pattern.compile("\\p{L}|(?:\\d\\D?){7}");

    private final List<TracedPerson> people;
    private final byte[] key;
    private final PersonalHash hash;
    private final ZoneId zone;
    private final Configuration hadoop;
    private final Map<String, Long> namedInKept = new TreeMap<>();

    /**
     * A file as a source reads it.
     *
     * @param contract the source
     * @param file the file
     * @param header what its header means for the source
     * @param forms how its texts are to be understood
     */
    record Reading(Contract contract, LandedFile file, Header header, TextForms forms) {}

    /** What the fields of a file are for. */
    private static final class Fields {
        private final boolean[] customer;
        private final boolean[] unit;
        private final boolean[] kept;
        private final boolean[] about;
        private final boolean[] conditions;

        Fields(int fields) {
            customer = new boolean[fields];
            unit = new boolean[fields];
            kept = new boolean[fields];
            about = new boolean[fields];
            conditions = new boolean[fields];
        }
    }

    PersonSearch(List<TracedPerson> people, byte[] key, ZoneId zone, Configuration hadoop) {
        this.people = people;
        this.key = key;
        this.hash = new PersonalHash(key);
        this.zone = zone;
        this.hadoop = hadoop;
    }

    /** How often columns that figures are made of name a person, by file and column; nothing of these is changed. */
    Map<String, Long> namedInKept() {
        return namedInKept;
    }

    /** Learns which orders are theirs, where a file has orders. */
    void learnOrders(Reading reading) throws IOException {
        if (!reading.contract().source().equals(Tables.REPAIRS)) {
            return;
        }
        Contract contract = reading.contract();
        int order = position(contract, ORDER);
        records(reading, row -> {
            TracedPerson theirs = row.rule() == null ? byValues(row, contract) : null;
            if (theirs != null && row.value(order) != null && isCustomer(row, contract, theirs)) {
                theirs.addOrder(code(row.value(order)));
            }
        });
    }

    /**
     * What has to be changed in a file.
     *
     * @param readings how it is read: by all that read it, with one header
     * @param usedNames the names, as {@link Header#normal} has them, of the fields that anything is read from
     */
    FileEdits edits(List<Reading> readings, Set<String> usedNames) throws IOException {
        LandedFile file = readings.get(0).file();
        boolean[] used = new boolean[file.header().size()];
        for (int i = 0; i < used.length; i++) {
            used[i] = usedNames.contains(Header.normal(file.header().get(i)));
        }
        FileEdits edits = new FileEdits(used);
        for (Reading reading : readings) {
            Fields fields = fields(reading);
            records(reading, row -> {
                RecordEdit edit = edit(row, reading, fields, used);
                if (edit != null) {
                    edits.put(row.line(), edit);
                }
            });
        }
        return edits;
    }

    /** The names of the fields that a reading takes something from. */
    static Set<String> used(Reading reading) {
        Fields fields = fields(reading);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < fields.kept.length; i++) {
            if (fields.kept[i] || fields.customer[i] || fields.unit[i] || fields.conditions[i]) {
                names.add(Header.normal(reading.file().header().get(i)));
            }
        }
        return names;
    }

    private static Fields fields(Reading reading) {
        Header header = reading.header();
        Fields fields = new Fields(reading.file().header().size());
        List<Column> columns = reading.contract().columns();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            boolean[] feeds = column.name().equals(CUSTOMER)
                    ? fields.customer
                    : column.name().equals(UNIT) ? fields.unit : column.reachesSilver() ? fields.kept : fields.about;
            header.origins().get(i).mark(feeds);
            header.treatments().get(i).mark(feeds);
            if (header.computed() != null && header.origins().get(i) instanceof FieldOrigin.Computed computed) {
                int value = computed.index() - reading.file().header().size();
                header.computed()
                        .expressions()
                        .fieldsOf(value)
                        .forEach(field -> feeds[header.computed().positions().get(field)] = true);
            }
        }
        if (header.computed() != null) {
            header.computed().mark(fields.conditions);
        }
        return fields;
    }

    private interface Look {
        void at(RowReader row);
    }

    private void records(Reading reading, Look look) throws IOException {
        LandedFile file = reading.file();
        ReadPlan plan = new ReadPlan(
                reading.contract(),
                zone,
                key,
                List.of(new ReadPlan.PlannedFile(file, reading.header(), reading.forms(), null, null)),
                new SerializableConfiguration(hadoop));
        for (LandedFile.Split split : file.splits()) {
            try (RowReader row = RowReader.looking(plan, 0, split)) {
                while (row.look()) {
                    look.at(row);
                }
            }
        }
    }

    private @Nullable RecordEdit edit(RowReader row, Reading reading, Fields fields, boolean[] used) {
        Contract contract = reading.contract();
        boolean refused = row.rule() != null;
        boolean leftOut = ReadPlan.SKIPPED.equals(row.rule());
        TracedPerson theirs = byValues(row, contract);
        theirs = theirs == null && refused && tellsOfPeople(contract) ? byFields(row) : theirs;
        boolean untaken = "form".equals(row.rule()) || "fields".equals(row.rule());
        if (theirs == null) {
            boolean named = untaken && texts(row).stream().anyMatch(text -> named(text) != null);
            return named ? RecordEdit.WHOLE : mentions(row.fields(), reading, fields, used);
        }
        if (untaken) {
            return RecordEdit.WHOLE;
        }
        Map<Integer, String> changes = new HashMap<>();
        @Nullable String[] texts = row.fields();
        TracedPerson person = theirs;
        boolean named = isCustomer(row, contract, person) || refused;
        boolean aboutThem = named || isOfOrder(row, contract, person);
        List<Integer> filledDown = reading.file().layout().filledDown();
        for (int i = 0; i < Math.min(texts.length, used.length); i++) {
            String text = texts[i];
            if (text == null || Blanks.trim(text).isEmpty()) {
                continue;
            }
            if (fields.customer[i]) {
                if (named) {
                    changes.put(i, person.person().mark());
                }
            } else if (fields.unit[i]) {
                String serialMark = person.person().serialMark();
                if (serialMark != null && isSerial(Blanks.trim(text), person)) {
                    changes.put(i, serialMark);
                }
            } else if (fields.about[i] ? !fields.kept[i] : !used[i]) {
                if (fields.about[i] ? aboutThem : named) {
                    changes.put(i, fields.conditions[i] || filledDown.contains(i) ? FileEdits.ANYTHING : "");
                }
            }
        }
        if (refused && !leftOut) {
            changes.putAll(unreadable(row, reading, used, changes));
        }
        return changes.isEmpty() ? null : new RecordEdit(false, changes, named);
    }

    /**
     * What stands in the wrong columns of a refused record: a name where a date should stand. It stays unreadable, so
     * that the record is refused for the same reason.
     */
    private static Map<Integer, String> unreadable(
            RowReader row, Reading reading, boolean[] used, Map<Integer, String> already) {
        Map<Integer, String> changes = new HashMap<>();
        List<Column> columns = reading.contract().columns();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            boolean[] feeds = new boolean[used.length];
            reading.header().origins().get(i).mark(feeds);
            boolean words = column.type().kind() == aftercare.contract.ColumnType.Kind.STRING
                    && column.values().isEmpty()
                    && column.references() == null
                    && !reading.contract().key().contains(column.name());
            boolean bad = !words && column.reachesSilver() && row.isUnreadable(i);
            for (int field = 0; field < feeds.length; field++) {
                String text = feeds[field] && field < row.fields().length ? row.fields()[field] : null;
                if (text != null
                        && !already.containsKey(field)
                        && (bad || words)
                        && MAY_TELL.matcher(text).find()) {
                    changes.put(field, bad ? FileEdits.ANYTHING : "");
                }
            }
        }
        return changes;
    }

    /** A record of somebody else may name the person too: in texts about people, and in fields that nobody reads. */
    private @Nullable RecordEdit mentions(@Nullable String[] texts, Reading reading, Fields fields, boolean[] used) {
        Map<Integer, String> changes = new HashMap<>();
        for (int i = 0; i < Math.min(texts.length, used.length); i++) {
            String text = texts[i];
            TracedPerson named = text == null ? null : named(text);
            if (text != null && named != null) {
                boolean kept = fields.kept[i] || fields.customer[i] || fields.unit[i] || (used[i] && !fields.about[i]);
                if (kept) {
                    String place = reading.file().name() + ", "
                            + Problem.quote(reading.file().header().get(i));
                    namedInKept.merge(place, 1L, Long::sum);
                } else {
                    changes.put(i, named.withoutNames(text));
                }
            }
        }
        return changes.isEmpty() ? null : new RecordEdit(false, changes, false);
    }

    private @Nullable TracedPerson named(String text) {
        return people.stream()
                .filter(person -> person.isNamedIn(text))
                .findFirst()
                .orElse(null);
    }

    /** Whose a record is by what it says; null when of nobody who is traced. */
    private @Nullable TracedPerson byValues(RowReader row, Contract contract) {
        int customer = position(contract, CUSTOMER);
        int unit = position(contract, UNIT);
        int order = position(contract, ORDER);
        String customerCode = customer < 0 || row.value(customer) == null ? null : String.valueOf(row.value(customer));
        String unitCode = unit < 0 || row.value(unit) == null ? null : code(row.value(unit));
        String orderCode = order < 0 || row.value(order) == null ? null : code(row.value(order));
        if (customerCode == null && unitCode == null && orderCode == null) {
            return null;
        }
        LocalDate day = contract.month() == null ? null : row.day(position(contract, contract.month()));
        boolean ownOrder = contract.source().equals(Tables.REPAIRS);
        for (TracedPerson each : people) {
            ForgottenPerson person = each.person();
            boolean byNumber = person.customer().equals(customerCode)
                    || (person.serial() != null && person.serial().equals(unitCode));
            boolean byOrder = orderCode != null && each.hasOrder(orderCode);
            if ((byNumber && each.reaches(day)) || (byOrder && !ownOrder)) {
                return each;
            }
        }
        return null;
    }

    /** Whose a record is that cannot be read as it should; its fields may stand in the wrong places. */
    private @Nullable TracedPerson byFields(RowReader row) {
        for (String text : texts(row)) {
            String code = hash.of(text).toString();
            for (TracedPerson each : people) {
                if (code.equals(each.person().customer())
                        || code.equals(each.person().serial())
                        || each.hasOrder(code)) {
                    return each;
                }
            }
        }
        return null;
    }

    /** All texts of a record; of one that cannot be taken apart its words. */
    private static List<String> texts(RowReader row) {
        List<String> texts = new ArrayList<>();
        for (String text : row.fields()) {
            texts.add(text == null ? "" : Blanks.trim(text));
        }
        texts.removeIf(String::isEmpty);
        if (texts.isEmpty() && row.raw() != null) {
            texts.addAll(List.of(String.valueOf(row.raw()).split("[^\\p{L}\\p{N}_.-]+", -1)));
            texts.removeIf(String::isEmpty);
        }
        return texts;
    }

    /** Whether rows of a source may be somebody's. */
    static boolean tellsOfPeople(Contract contract) {
        return position(contract, CUSTOMER) >= 0 || position(contract, UNIT) >= 0 || position(contract, ORDER) >= 0;
    }

    /** Whether a record belongs to an order of a person, without being the order. */
    private boolean isOfOrder(RowReader row, Contract contract, TracedPerson person) {
        int order = position(contract, ORDER);
        return order >= 0
                && !contract.source().equals(Tables.REPAIRS)
                && row.value(order) != null
                && person.hasOrder(code(row.value(order)));
    }

    /** Whether a record says that the customer is this one, or nobody. */
    private static boolean isCustomer(RowReader row, Contract contract, TracedPerson person) {
        int customer = position(contract, CUSTOMER);
        Object value = customer < 0 ? null : row.value(customer);
        return value == null || person.person().customer().equals(String.valueOf(value));
    }

    /** Whether a text is a number of a person. */
    boolean isTheirs(TracedPerson person, String text) {
        String code = hash.of(text).toString();
        return code.equals(person.person().customer())
                || code.equals(person.person().serial());
    }

    private boolean isSerial(String text, TracedPerson person) {
        return hash.of(text).toString().equals(person.person().serial()) || person.isNamedIn(text);
    }

    /** The code of a number that silver holds in the clear, or as a code already. */
    private String code(@Nullable Object value) {
        return hash.of(String.valueOf(value)).toString();
    }

    static int position(Contract contract, String column) {
        List<Column> columns = contract.columns();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * What has to be changed in a file that a mapping joins to others: nobody says which of its fields is the
     * customer's number, so that any that says it is.
     *
     * @param usedNames the names of the fields that a lookup or a query asks for
     * @param said texts about the person that what came of it holds; they go wherever they stand alone
     */
    FileEdits joinedEdits(LandedFile file, Set<String> usedNames, Set<String> said) throws IOException {
        boolean[] used = new boolean[file.header().size()];
        for (int i = 0; i < used.length; i++) {
            used[i] = usedNames.contains(Header.normal(file.header().get(i)));
        }
        FileEdits edits = new FileEdits(used);
        for (LandedFile.Split split : file.splits()) {
            try (Records records = RecordFiles.open(file, split, null, hadoop)) {
                while (records.next()) {
                    RecordEdit edit = joinedEdit(records, used, said);
                    if (edit != null) {
                        edits.put((int) records.line(), edit);
                    }
                }
            }
        }
        return edits;
    }

    private @Nullable RecordEdit joinedEdit(Records records, boolean[] used, Set<String> said) {
        Map<Integer, String> changes = new HashMap<>();
        @Nullable String[] texts = records.fields();
        int fields = Math.min(Math.min(texts.length, records.fieldCount()), used.length);
        boolean theirs = false;
        for (int i = 0; i < fields; i++) {
            String text = texts[i] == null ? "" : Blanks.trim(String.valueOf(texts[i]));
            if (text.isEmpty()) {
                continue;
            }
            String code = hash.of(text).toString();
            for (TracedPerson each : people) {
                ForgottenPerson person = each.person();
                if (code.equals(person.customer())) {
                    changes.put(i, person.mark());
                    theirs = true;
                } else if (person.serialMark() != null && code.equals(person.serial())) {
                    changes.put(i, person.serialMark());
                    theirs = true;
                } else if (each.hasOrder(code)) {
                    theirs = true;
                } else if (each.isNamedIn(text)) {
                    changes.put(i, each.withoutNames(text));
                }
            }
        }
        for (int i = 0; theirs && i < fields; i++) {
            String text = texts[i] == null ? "" : Blanks.trim(String.valueOf(texts[i]));
            if (!text.isEmpty() && !changes.containsKey(i) && (!used[i] || said.contains(text))) {
                changes.put(i, "");
            }
        }
        return changes.isEmpty() ? null : new RecordEdit(false, changes, theirs);
    }

    /** The texts about people that their records in a file hold, to find them in the files it was made of. */
    Set<String> said(Reading reading) throws IOException {
        Fields fields = fields(reading);
        Set<String> said = new HashSet<>();
        records(reading, row -> {
            if (byValues(row, reading.contract()) != null) {
                for (int i = 0; i < Math.min(fields.about.length, row.fields().length); i++) {
                    String text = fields.about[i] ? row.fields()[i] : null;
                    if (text != null && !Blanks.trim(text).isEmpty()) {
                        said.add(Blanks.trim(text));
                    }
                }
            }
        });
        return said;
    }
}
