package io.understudy.platform.ui;

import com.vaadin.flow.component.Tag;
import io.understudy.platform.text.Formats;
import java.time.Instant;

@Tag("relative-time")
public class RelativeTime extends BrowserElement {
    public RelativeTime(Instant instant) {
        getElement().setAttribute("datetime", instant.toString());
        setTitle(BrowserTime.exact(instant));
        setText(Formats.relative(instant, Instant.now()));
    }
}
