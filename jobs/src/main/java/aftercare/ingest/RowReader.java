package aftercare.ingest;

import aftercare.contract.Column;
import aftercare.contract.Contract;
import aftercare.ingest.LandedFile.Split;
import java.io.Closeable;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Reads one part of one file into typed rows. A record that breaks a column's conditions becomes a row that says so;
 * nothing is thrown and nothing left out but what the plan leaves out.
 */
final class RowReader implements Closeable {
    private static final Object UNSET = new Object();
    private static final int MOST_SURPLUS = 64;

    private final Contract contract;
    private final ReadPlan.PlannedFile planned;
    private final Records records;
    private final Instants instants;
    private final List<FieldOrigin> origins;
    private final ValueReader[] readers;
    private final @Nullable AddedDurations[] durations;
    private final @Nullable ComputedFields computed;
    private final @Nullable Object[] defaults;
    private final boolean[] defaultIsDay;
    private final boolean[] required;
    private final @Nullable Object[] values;
    private final int fields;
    private final int monthPosition;
    private final boolean monthIsDate;
    private final int[] outputColumns;
    private final boolean[] kept;
    private final StringBuilder days = new StringBuilder();
    private final UTF8String fileName;
    private final int fileIndex;
    private final Problem problem = new Problem();

    RowReader(ReadPlan plan, int fileIndex, Split split, StructType output) throws IOException {
        this(plan, fileIndex, split, output, false);
    }

    /** Reads no rows but lets whoever looks for something see each record: all its fields, and what they mean. */
    static RowReader looking(ReadPlan plan, int fileIndex, Split split) throws IOException {
        return new RowReader(plan, fileIndex, split, new StructType(), true);
    }

    private RowReader(ReadPlan plan, int fileIndex, Split split, StructType output, boolean allFields)
            throws IOException {
        this.contract = plan.contract();
        this.planned = plan.files().get(fileIndex);
        this.fileIndex = fileIndex;
        this.fileName = UTF8String.fromString(
                plan.shownNames() ? planned.file().shown() : planned.file().name());
        this.origins = planned.header().origins();
        this.fields = planned.file().header().size();
        List<Column> columns = contract.columns();
        this.readers = new ValueReader[columns.size()];
        this.durations = new AddedDurations[columns.size()];
        this.defaults = new Object[columns.size()];
        this.defaultIsDay = new boolean[columns.size()];
        this.required = new boolean[columns.size()];
        this.kept = new boolean[columns.size()];
        this.values = new Object[columns.size()];
        PersonalHash hash = new PersonalHash(plan.personalKey());
        this.instants = new Instants(plan.zone(), List.of(), false);
        for (int i = 0; i < columns.size(); i++) {
            FieldTreatment treatment = planned.header().treatments().get(i);
            Column column = columns.get(i);
            ZoneId ofFile = Objects.requireNonNullElse(planned.forms().zone(), plan.zone());
            ZoneId written = Objects.requireNonNullElse(treatment.zone(), ofFile);
            ColumnForms forms = new ColumnForms(
                    plan.zone(),
                    written,
                    treatment.hash(),
                    planned.forms(),
                    planned.file().format(),
                    planned.file().layout().separator());
            readers[i] = new ValueReader(column, contract.key().contains(column.name()), forms, hash);
            durations[i] = treatment.plus().isEmpty()
                    ? null
                    : new AddedDurations(
                            treatment.plus(),
                            forms.instants(column),
                            written,
                            planned.forms(),
                            column.type().kind() == aftercare.contract.ColumnType.Kind.DATE);
            required[i] = column.required();
            kept[i] = column.reachesSilver();
            defaults[i] = column.defaultValue() == null ? null : readers[i].read(column.defaultValue(), problem);
            defaultIsDay[i] = defaults[i] != null && readers[i].onlyDay();
        }
        this.monthPosition = contract.month() == null ? -1 : plan.position(contract.month());
        this.monthIsDate = monthPosition >= 0
                && columns.get(monthPosition).type().kind() == aftercare.contract.ColumnType.Kind.DATE;
        this.outputColumns = outputColumns(plan, output);
        ComputedFields.Plan computing = planned.header().computed();
        this.computed = computing == null ? null : new ComputedFields(computing);
        boolean[] wanted = wanted();
        if (allFields) {
            // A record with more fields than the header has may say anything in them.
            wanted = new boolean[fields + MOST_SURPLUS];
            java.util.Arrays.fill(wanted, true);
        }
        this.records = RecordFiles.open(planned.file(), split, wanted, plan.configuration());
    }

    private boolean[] wanted() {
        boolean[] wanted = new boolean[fields];
        origins.forEach(origin -> origin.mark(wanted));
        planned.header().treatments().forEach(treatment -> treatment.mark(wanted));
        if (planned.header().computed() != null) {
            planned.header().computed().mark(wanted);
        }
        return wanted;
    }

    /** For each output column its position in the contract, or a negative code for a column of ours. */
    private static int[] outputColumns(ReadPlan plan, StructType output) {
        int[] positions = new int[output.size()];
        for (int i = 0; i < positions.length; i++) {
            String name = output.apply(i).name();
            positions[i] = switch (name) {
                case ReadPlan.FILE_INDEX -> -1;
                case ReadPlan.FILE -> -2;
                case ReadPlan.LINE -> -3;
                case ReadPlan.RULE -> -4;
                case ReadPlan.REASON -> -5;
                case ReadPlan.MONTH -> -6;
                case ReadPlan.HASH -> -7;
                case ReadPlan.DELIVERY -> -8;
                case ReadPlan.DAYS -> -9;
                case ReadPlan.NOTHING_IN -> -10;
                case ReadPlan.QUOTED -> -11;
                default -> plan.position(name);
            };
        }
        return positions;
    }

    /** The next row, or null at the end. */
    @Nullable
    InternalRow next() throws IOException {
        while (records.next()) {
            int line = (int) records.line();
            if (planned.takes(line)) {
                return row(line);
            }
        }
        return null;
    }

    /** Moves to the next record and understands it; false when there is none. */
    boolean look() throws IOException {
        if (records.next()) {
            understand((int) records.line());
            return true;
        }
        return false;
    }

    /** The line of the record that was looked at. */
    int line() {
        return (int) records.line();
    }

    /** Its fields as they stand there. */
    @Nullable
    String[] fields() {
        return records.fields();
    }

    /** It as it stands in the file, where that is not told by lines or cells. */
    @Nullable
    String raw() {
        return records.raw();
    }

    /** What it says in a column of the contract, as silver would hold it; null where it says nothing readable. */
    @Nullable
    Object value(int column) {
        return values[column];
    }

    /** The first rule it breaks by itself; null when it breaks none. */
    @Nullable
    String rule() {
        return problem.rule();
    }

    /** Whether what stands in a column cannot be read, whatever else is wrong with the record. */
    boolean isUnreadable(int column) {
        Problem alone = new Problem();
        @Nullable String[] texts = computed == null ? records.fields() : computed.with(records.fields(), alone);
        alone.clear();
        String text = texts == null ? null : origins.get(column).text(texts, alone);
        String trimmed = text == null ? "" : Blanks.trim(text);
        if (!trimmed.isEmpty() && !readers[column].isNothing(trimmed)) {
            readers[column].read(trimmed, alone);
        }
        return alone.found();
    }

    /** The business day of an instant or a day of a column; null where it says none. */
    @Nullable
    LocalDate day(int column) {
        Object value = values[column];
        return value == null
                ? null
                : LocalDate.ofEpochDay(value instanceof Integer day ? day : instants.dayOf((Long) value));
    }

    private InternalRow row(int line) {
        understand(line);
        return row(line, outputColumns);
    }

    private void understand(int line) {
        problem.clear();
        days.setLength(0);
        if (records.problem() != null) {
            problem.report("form", records.problem());
        } else if (records.fieldCount() != fields && planned.file().format() != FileFormat.XLSX) {
            if (computed != null && computed.leavesOut(records.fields())) {
                problem.report(ReadPlan.SKIPPED, "the mapping leaves the row out");
            } else {
                problem.report("fields", "the row has " + records.fieldCount() + " fields, the header " + fields);
            }
        }
        if (problem.found()) {
            java.util.Arrays.fill(values, null);
        } else {
            readValues();
        }
        if (problem.found() && !ReadPlan.SKIPPED.equals(problem.rule())) {
            adviseOnTotals(line);
        }
    }

    private InternalRow row(int line, int[] outputColumns) {
        @Nullable Object[] row = new Object[outputColumns.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = switch (outputColumns[i]) {
                case -1 -> fileIndex;
                case -2 -> fileName;
                case -3 -> line;
                case -4 -> problem.found() ? UTF8String.fromString(problem.rule()) : null;
                case -5 -> problem.found() ? UTF8String.fromString(problem.reason()) : null;
                case -6 -> month();
                case -7 -> ContentHash.of(values, kept);
                case -8 -> planned.delivery();
                case -9 -> days.isEmpty() ? null : UTF8String.fromString(days.toString());
                case -10 -> UTF8String.fromString(problem.nothingIn());
                case -11 -> UTF8String.fromString(problem.quoted());
                default -> values[outputColumns[i]];
            };
        }
        return new GenericInternalRow(row);
    }

    private void adviseOnTotals(int line) {
        String footer = planned.file().totals().get((long) line);
        String advice = footer == null
                ? TotalRows.subtotal(
                        records.fields(),
                        planned.file().header(),
                        planned.header().wanted())
                : "it looks like a total; " + TotalRows.hint(footer);
        if (advice != null) {
            problem.advise(advice);
        }
    }

    private void readValues() {
        @Nullable String[] texts = computed == null ? records.fields() : computed.with(records.fields(), problem);
        if (texts == null) {
            problem.report(ReadPlan.SKIPPED, "the mapping leaves the row out");
            java.util.Arrays.fill(values, null);
            return;
        }
        for (int i = 0; i < values.length; i++) {
            String text = origins.get(i).text(texts, problem);
            Object value = UNSET;
            boolean onlyDay = false;
            if (text != null) {
                text = Blanks.trim(text);
                if (durations[i] != null && !readers[i].isNothing(text)) {
                    text = durations[i].added(text, texts, problem);
                }
                if (text != null && !readers[i].isNothing(text)) {
                    value = isNumber(i) ? readers[i].readNumber(text, problem) : readers[i].read(text, problem);
                    value = value == ValueReader.NOTHING ? UNSET : value;
                    onlyDay = value != null && readers[i].onlyDay();
                }
            }
            if (value == UNSET) {
                value = defaults[i];
                onlyDay = defaultIsDay[i];
                if (value == null && required[i]) {
                    problem.report("required", empty(i, text), text);
                }
            }
            values[i] = value;
            if (onlyDay && kept[i]) {
                days.append(days.isEmpty() ? "" : ",")
                        .append(contract.columns().get(i).name());
            }
        }
    }

    /** Whether the file holds a column's field as a number; one that was computed or put together is text. */
    private boolean isNumber(int column) {
        return origins.get(column) instanceof FieldOrigin.Field field && records.isNumber(field.index());
    }

    private String empty(int column, @Nullable String text) {
        return contract.columns().get(column).name()
                + " is empty"
                + (text == null || text.isEmpty() ? "" : ": what it holds stands for nothing");
    }

    private @Nullable Object month() {
        Object value = values[monthPosition];
        if (value == null) {
            return null;
        }
        long day = monthIsDate ? (Integer) value : instants.dayOf((Long) value);
        return (int) LocalDate.ofEpochDay(day).withDayOfMonth(1).toEpochDay();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
