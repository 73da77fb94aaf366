package io.understudy.comparison.ui;

import com.vaadin.flow.component.html.Anchor;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Downloads a comparison as it is looked at then. */
class ComparisonExportLink extends Anchor {
    /** @param look is read outside of the session's lock */
    ComparisonExportLink(ComparisonExport export, Supplier<ComparisonViewState> look) {
        super(
                event -> {
                    ComparisonViewState shown = look.get();
                    event.setFileName("comparison-"
                            + shown.runs().stream().map(String::valueOf).collect(Collectors.joining("-")) + ".html");
                    event.setContentType("text/html;charset=utf-8");
                    export.write(shown, event.getOutputStream());
                },
                "Export as one page");
        getElement().setAttribute("download", true);
        setTitle("One HTML file with all of it, for people without an account");
    }
}
