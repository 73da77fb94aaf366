package io.understudy.platform.ui;

import com.vaadin.flow.component.Tag;
import java.time.Instant;

@Tag("relative-time")
public class RelativeTime extends BrowserElement {
    public RelativeTime(Instant instant) {
        getElement().setAttribute("datetime", instant.toString());
        setTitle(Formats.exact(instant));
        setText(Formats.relative(instant, Instant.now()));
    }
}
