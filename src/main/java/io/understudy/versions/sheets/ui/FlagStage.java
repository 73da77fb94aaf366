package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.dom.DomEvent;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.versions.sheets.flags.FlagRegion;
import io.understudy.versions.sheets.flags.SheetFlag;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

@Tag("flag-stage")
class FlagStage extends Component {
    record Drawn(int number, double x, double y, double width, double height, String words) {
        static Drawn of(SheetFlag flag) {
            FlagRegion mark = flag.mark();
            return new Drawn(
                    flag.number(),
                    mark.x(),
                    mark.y(),
                    mark.width(),
                    mark.height(),
                    flag.words() + " (" + flag.flaggedByName() + ")");
        }
    }

    /** @param onUnmarked is called when a mark which was begun was given up */
    FlagStage(String source, String words, Consumer<FlagRegion> onMarked, Runnable onUnmarked) {
        getElement().setAttribute("src", source).setAttribute("alt", words);
        var marked = getElement()
                .addEventListener("marked", event -> ErrorMessages.guard(() -> onMarked.accept(mark(event))));
        for (String part : List.of("x", "y", "width", "height")) {
            marked.addEventData("event.detail." + part);
        }
        getElement().addEventListener("unmarked", event -> onUnmarked.run());
    }

    static FlagRegion mark(DomEvent event) {
        var data = event.getEventData();
        return new FlagRegion(
                data.get("event.detail.x").asDouble(),
                data.get("event.detail.y").asDouble(),
                data.get("event.detail.width").asDouble(),
                data.get("event.detail.height").asDouble());
    }

    void show(List<SheetFlag> flags) {
        getElement().setPropertyList("flags", flags.stream().map(Drawn::of).toList());
    }

    void draft(@Nullable FlagRegion mark) {
        // The browser sets it as well, which the server does not know of: a property would seem not to have changed.
        if (mark == null) {
            getElement().executeJs("this.draft = null");
        } else {
            getElement()
                    .executeJs(
                            "this.draft = {x: $0, y: $1, width: $2, height: $3}",
                            mark.x(),
                            mark.y(),
                            mark.width(),
                            mark.height());
        }
    }

    void light(int number) {
        getElement().setProperty("lit", number);
    }

    /** Takes the focus after the dialog around it, which takes it in the frame in which it opens. */
    void focus() {
        getElement()
                .executeJs(
                        "requestAnimationFrame(() => requestAnimationFrame(() => this.focus({preventScroll: true})))");
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        attachEvent.getUI().getPage().addJsModule("context://studio/flag-stage.js");
    }
}
