package aftercare.serve.dashboard;

/**
 * Where a card stands on its tab, on a grid of {@value #COLUMNS} columns.
 *
 * @param x columns to its left
 * @param y rows above it
 * @param width in columns
 * @param height in rows
 */
public record GridPlace(int x, int y, int width, int height) {
    public static final int COLUMNS = 24;

    boolean overlaps(GridPlace other) {
        return x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height;
    }

    boolean fits() {
        return x + width <= COLUMNS;
    }
}
