package aftercare.measure.training;

import aftercare.table.TechniciansTable;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The technicians as they are on a day: where they work, as what, and whether they still do. */
final class Roster implements Serializable {
    private final Map<String, Person> people = new TreeMap<>();

    /**
     * A technician.
     *
     * @param region of the outlet; null when nobody lists it
     */
    record Person(
            String id,
            String outlet,
            @Nullable String region,
            @Nullable String role,
            @Nullable LocalDate hiredOn,
            @Nullable LocalDate leftOn)
            implements Serializable {
        /**
         * Whether somebody works here in the days after it: not before being hired, nor from the last day of work on.
         */
        boolean employedOn(LocalDate day) {
            return (hiredOn == null || !hiredOn.isAfter(day)) && (leftOn == null || leftOn.isAfter(day));
        }

        boolean isNew(LocalDate day, int days) {
            return hiredOn != null && day.isBefore(hiredOn.plusDays(days));
        }
    }

    /**
     * Takes all versions and, for each outlet, its region. The version in force is the last one that has begun, else
     * the first; what it does not say of hiring and leaving, an earlier one may.
     */
    Roster(Collection<TechniciansTable.Values> versions, Map<String, String> regions, LocalDate day) {
        Map<String, TreeMap<LocalDate, TechniciansTable.Values>> byPerson = new TreeMap<>();
        versions.forEach(version -> byPerson.computeIfAbsent(version.technicianId(), none -> new TreeMap<>())
                .put(version.validFrom(), version));
        byPerson.forEach((id, dated) -> {
            Map.Entry<LocalDate, TechniciansTable.Values> begun = dated.floorEntry(day);
            TechniciansTable.Values now = begun == null ? dated.firstEntry().getValue() : begun.getValue();
            Collection<TechniciansTable.Values> past =
                    dated.headMap(now.validFrom(), true).descendingMap().values();
            people.put(
                    id,
                    new Person(
                            id,
                            now.outletId(),
                            regions.get(now.outletId()),
                            now.role(),
                            lastStated(past, TechniciansTable.Values::hiredOn),
                            lastStated(past, TechniciansTable.Values::leftOn)));
        });
    }

    private static @Nullable LocalDate lastStated(
            Collection<TechniciansTable.Values> past, Function<TechniciansTable.Values, LocalDate> day) {
        return past.stream().map(day).filter(Objects::nonNull).findFirst().orElse(null);
    }

    Collection<Person> all() {
        return people.values();
    }

    List<Person> employedOn(LocalDate day) {
        return people.values().stream().filter(person -> person.employedOn(day)).toList();
    }

    /** The role of a technician; null when it or the technician is unknown. */
    @Nullable
    String role(@Nullable String technician) {
        Person person = technician == null ? null : find(technician);
        return person == null ? null : person.role();
    }

    /** A technician; null when nobody lists one of that id. */
    @Nullable
    Person find(String technician) {
        return people.get(technician);
    }
}
