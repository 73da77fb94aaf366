package io.understudy.providers.engines.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.SlowWork;
import io.understudy.platform.ui.Styled;
import io.understudy.providers.engines.EngineCheckService;
import io.understudy.providers.ssh.SshHostKey;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Shows the key that a host presents now; it counts once a person has compared and accepted it. */
class HostKeyFetch extends Div {
    private final transient EngineCheckService checks;
    private final transient Supplier<String> host;
    private final transient Supplier<String> port;
    private final transient Consumer<String> accepted;
    private final Button fetch = new Button("Fetch host key", event -> fetch());
    private final Div found = Styled.div("engine-answer");

    HostKeyFetch(EngineCheckService checks, Supplier<String> host, Supplier<String> port, Consumer<String> accepted) {
        this.checks = checks;
        this.host = host;
        this.port = port;
        this.accepted = accepted;
        addClassName("engine-answer");
        fetch.setDisableOnClick(true);
        found.getElement().setAttribute("role", "status");
        add(new Div(fetch), found);
    }

    private void fetch() {
        found.removeAll();
        String name = host.get();
        String number = port.get();
        SlowWork.inBackground(
                UI.getCurrent(), () -> checks.hostKey(name, number), this::show, () -> fetch.setEnabled(true));
    }

    private void show(SshHostKey key) {
        found.add(
                new Div(new Span(key.type() + " "), new Code(key.fingerprint())),
                Hint.inline(
                        new Span("On the host, run "),
                        new Code("ssh-keygen -lf " + file(key)),
                        new Span(" and compare." + " Accept the key only if both are the same.")),
                new Div(Buttons.inline("Accept host key", event -> {
                    accepted.accept(key.line());
                    found.removeAll();
                })));
    }

    /** Where OpenSSH's server keeps it. */
    private static String file(SshHostKey key) {
        String kind = key.type().startsWith("ecdsa") ? "ecdsa" : key.type().replace("ssh-", "");
        return "/etc/ssh/ssh_host_" + kind + "_key.pub";
    }
}
