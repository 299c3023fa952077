package aftercare.contract;

import aftercare.config.ErrorCode;
import aftercare.config.ExitStatus;
import java.util.Arrays;
import java.util.List;

/** The page about errors: what a code or an exit status means. */
final class ErrorDocs {
    String page() {
        return Markdown.generatedPage("Errors", "`aftercare.config.ErrorCode` and `aftercare.config.ExitStatus`")
                .block("Every error says what happened, why, and what to do; `--debug` adds a stack trace. Its code"
                        + " stays the same across releases, so that a script or a search can rely on it.")
                .heading(2, "Contents")
                .bullets(List.of(
                        "[Exit statuses](#exit-statuses): what a command tells the shell",
                        "[Codes](#codes): what each error code stands for"))
                .heading(2, "Exit statuses")
                .table(List.of("status", "meaning"), statuses())
                .heading(2, "Codes")
                .table(List.of("code", "exit status", "meaning"), codes())
                .toString();
    }

    private static List<List<String>> statuses() {
        return Arrays.stream(ExitStatus.values())
                .map(status -> List.of(String.valueOf(status.value()), Markdown.plain(status.meaning())))
                .toList();
    }

    private static List<List<String>> codes() {
        return Arrays.stream(ErrorCode.values())
                .map(code ->
                        List.of(code.code(), String.valueOf(code.exitStatus().value()), Markdown.plain(code.meaning())))
                .toList();
    }
}
