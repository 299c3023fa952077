package aftercare.serve.metabase;

import aftercare.config.Language;
import aftercare.contract.Text;
import java.util.Locale;

/** A group of readers, and what its collection is called. */
enum ReaderGroup {
    QUALITY(new Text("Quality", "质量"), new Text("For quality specialists.", "供质量专员使用。")),
    MANAGEMENT(new Text("Management", "管理"), new Text("For management.", "供管理层使用。")),
    PLANNING(new Text("Planning", "规划"), new Text("For planners of the network and of technicians.", "供网点与人员规划使用。")),
    HR(new Text("Training", "培训"), new Text("For those who train technicians.", "供培训与人事部门使用。")),
    DATA(new Text("Data health", "数据健康"), new Text("For data stewards.", "供数据管理员使用。"));

    private final Text title;
    private final Text description;

    ReaderGroup(Text title, Text description) {
        this.title = title;
        this.description = description;
    }

    static ReaderGroup of(String group) {
        return valueOf(group.toUpperCase(Locale.ROOT));
    }

    String title(Language language) {
        return in(language, title);
    }

    String description(Language language) {
        return in(language, description);
    }

    private static String in(Language language, Text text) {
        return language == Language.ZH_CN ? text.zh() : text.en();
    }
}
