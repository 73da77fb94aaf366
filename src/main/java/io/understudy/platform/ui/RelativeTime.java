package io.understudy.platform.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Tag;
import java.time.Instant;

@Tag("relative-time")
public class RelativeTime extends HtmlContainer {
    public RelativeTime(Instant instant) {
        getElement().setAttribute("datetime", instant.toString());
        setTitle(Formats.exact(instant));
        setText(Formats.relative(instant, Instant.now()));
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        attachEvent.getUI().getPage().addJsModule("context://studio/relative-time.js");
    }
}
