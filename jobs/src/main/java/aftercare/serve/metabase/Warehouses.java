package aftercare.serve.metabase;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * The marts as Metabase knows them, once for each login.
 *
 * @param databases id of the database of each login; negative while it is only planned
 * @param indexes what Metabase has read through each
 */
record Warehouses(Map<Login, Long> databases, Map<Login, MartsIndex> indexes) {
    /**
     * Connects what is missing, closes it to questions of others, since Metabase opens a new database to whoever may
     * ask questions of another one, and waits until it is read.
     */
    static Warehouses connect(
            Collection<Login> logins,
            Work work,
            MartsAddress address,
            MartsCatalog catalog,
            MetabaseClient metabase,
            Permissions permissions) {
        Map<Login, Long> databases = new EnumMap<>(Login.class);
        Map<Login, MartsIndex> indexes = new EnumMap<>(Login.class);
        for (Login login : logins) {
            Warehouse warehouse = new Warehouse(work, login, address, catalog);
            long database = warehouse.connect();
            permissions.noQueries(login, database);
            databases.put(login, database);
            indexes.put(login, warehouse.index(database, metabase));
        }
        return new Warehouses(databases, indexes);
    }

    long database(Login login) {
        return Work.made(databases, login);
    }

    MartsIndex index(Login login) {
        return Work.made(indexes, login);
    }
}
