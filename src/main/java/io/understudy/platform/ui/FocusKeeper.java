package io.understudy.platform.ui;

import com.vaadin.flow.component.Tag;

/** Leads the focus to what takes the place of the element that had it, so that the keyboard is never without a place. */
@Tag("focus-keeper")
public class FocusKeeper extends BrowserElement {}
