package aftercare.config;

/** What is planted in an invented company for the measures to find. */
public enum PlantedTruths {
    ALL,
    NONE
}
