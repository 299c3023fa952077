package aftercare.serve;

/**
 * What a publish brought to the readers.
 *
 * @param tables how many tables
 * @param rows how many rows, all tables together
 */
public record Publication(int tables, long rows) {}
