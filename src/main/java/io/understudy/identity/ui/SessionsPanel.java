package io.understudy.identity.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableRow;
import io.understudy.identity.security.OpenSession;
import io.understudy.identity.security.SessionService;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.DataTable;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import java.util.List;

/** Where a person is signed in. */
class SessionsPanel extends Panel {
    private final transient SessionService sessions;
    private final Div table = new Div();
    private final Button others = new Button("Sign out everywhere else", event -> {
        if (ErrorMessages.guard(this::endOthers)) {
            Notifications.done("You are signed in here only.");
        }
        show();
    });

    SessionsPanel(SessionService sessions) {
        super(
                "Where you are signed in",
                new Hint("Change your password, too, if you do not recognize a session: that ends all of them."));
        this.sessions = sessions;
        add(table, Styled.div("actions", others));
        show();
    }

    private void endOthers() {
        sessions.endOthers();
    }

    private void show() {
        List<OpenSession> open = sessions.mine();
        DataTable rows = new DataTable("data-table", "Browser", "Address", "Since", "Last used", "");
        open.forEach(session -> add(rows, session));
        table.removeAll();
        table.add(rows);
        others.setVisible(open.stream().anyMatch(session -> !session.current()));
    }

    private void add(DataTable rows, OpenSession session) {
        NativeTableRow row = rows.row(session.browser(), session.address());
        row.addDataCell().add(new RelativeTime(session.since()));
        row.addDataCell().add(new RelativeTime(session.lastUsed()));
        if (session.current()) {
            row.addDataCell().setText("this one");
            return;
        }
        Button end = Buttons.quiet("Sign out there", event -> {
            ErrorMessages.guard(() -> sessions.end(session.id()));
            show();
        });
        end.setAriaLabel("Sign out there: " + session.browser());
        row.addDataCell().add(end);
    }
}
