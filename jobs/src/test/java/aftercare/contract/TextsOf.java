package aftercare.contract;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All texts that a value is made of, by where they stand in it. */
public final class TextsOf {
    private final Map<String, Text> texts = new LinkedHashMap<>();

    private TextsOf() {}

    public static Map<String, Text> value(String place, Object value) {
        TextsOf found = new TextsOf();
        found.add(place, value);
        return found.texts;
    }

    private void add(String place, Object value) {
        if (value instanceof Text text) {
            texts.put(place, text);
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                add(place + "." + name(list.get(i), i), list.get(i));
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> add(place + "." + key, each));
        } else if (value instanceof Record record) {
            for (RecordComponent part : record.getClass().getRecordComponents()) {
                add(place + "." + part.getName(), part(record, part));
            }
        }
    }

    /** What {@code locale} calls the item of a list: its name where it has one. */
    private static Object name(Object item, int index) {
        if (item instanceof Record record) {
            for (String name : Translations.NAMES) {
                for (RecordComponent part : record.getClass().getRecordComponents()) {
                    if (part.getName().equals(name) && part(record, part) != null) {
                        Object called = part(record, part);
                        return called instanceof Text text ? text.en() : called;
                    }
                }
            }
        }
        return index;
    }

    private static Object part(Record record, RecordComponent part) {
        try {
            AccessibleObject.setAccessible(new AccessibleObject[] {part.getAccessor()}, true);
            return part.getAccessor().invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
