package io.understudy.platform.ui;

import com.vaadin.flow.component.UI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as the person's clock shows them. */
public final class BrowserTime {
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss", Locale.ENGLISH);

    private BrowserTime() {}

    public static String exact(Instant instant) {
        return EXACT.format(instant.atZone(zone()));
    }

    /** Where the person's browser is; on a thread without a page, where this server is. */
    public static ZoneId zone() {
        UI page = UI.getCurrent();
        String browser = page == null
                ? null
                : page.getInternals().getExtendedClientDetails().getTimeZoneId();
        try {
            return browser == null ? ZoneId.systemDefault() : ZoneId.of(browser);
        } catch (DateTimeException unknown) {
            return ZoneId.systemDefault();
        }
    }
}
