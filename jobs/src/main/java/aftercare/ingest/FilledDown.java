package aftercare.ingest;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records in which the empty cells of some columns repeat the value above, as a person reads them. */
final class FilledDown implements Records {
    private final Records records;
    private final List<Integer> columns;
    private final @Nullable String[] above;
    private final boolean[] numberAbove;
    private @Nullable String[] fields = new String[0];

    FilledDown(Records records, List<Integer> columns) {
        this.records = records;
        this.columns = columns;
        this.above = new String[columns.size()];
        this.numberAbove = new boolean[columns.size()];
    }

    @Override
    public boolean next() throws IOException {
        if (!records.next()) {
            return false;
        }
        fields = records.fields();
        for (int i = 0; i < above.length; i++) {
            int column = columns.get(i);
            if (column < fields.length && fields[column] != null && !fields[column].isBlank()) {
                above[i] = fields[column];
                numberAbove[i] = records.isNumber(column);
            } else {
                fill(column, above[i]);
            }
        }
        return true;
    }

    private void fill(int column, @Nullable String value) {
        if (column >= fields.length) {
            fields = Arrays.copyOf(fields, column + 1);
        }
        fields[column] = value;
    }

    @Override
    public @Nullable String[] fields() {
        return fields;
    }

    @Override
    public boolean isNumber(int field) {
        int filled = columns.indexOf(field);
        return filled < 0 ? records.isNumber(field) : numberAbove[filled];
    }

    @Override
    public int fieldCount() {
        return records.fieldCount();
    }

    @Override
    public long line() {
        return records.line();
    }

    @Override
    public @Nullable String problem() {
        return records.problem();
    }

    @Override
    public @Nullable String raw() {
        return records.raw();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
