package io.understudy.storage;

import io.understudy.platform.net.AddressRule;
import io.understudy.platform.net.GuardedSockets;
import io.understudy.platform.outages.Dependency;
import io.understudy.platform.outages.DependencyProbe;
import io.understudy.platform.outages.Outages;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class ObjectStoreProbe implements DependencyProbe {
    private static final int CONNECT_MILLIS = 1000;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final ObjectStore store;
    private final @Nullable URI endpoint;
    private final Outages outages;
    private final GuardedSockets sockets = new GuardedSockets(AddressRule.CONFIGURED);

    ObjectStoreProbe(ObjectStore store, StorageProperties properties, Outages outages) {
        this.store = store;
        this.endpoint = properties.endpoint();
        this.outages = outages;
    }

    @Override
    public Dependency dependency() {
        return Dependency.OBJECT_STORE;
    }

    /** The embedded one ends with this process. */
    @Override
    public boolean always() {
        return endpoint != null;
    }

    /** A service may bill each request, but not that someone connects: only where that fails, something is asked for. */
    @Override
    public boolean answers() {
        boolean known = outages.now().contains(Dependency.OBJECT_STORE);
        if (endpoint != null && !known && accepts(endpoint)) {
            return true;
        }
        try {
            store.exists("probe");
            return true;
        } catch (StoreUnreachable noAnswer) {
            return false;
        }
    }

    private boolean accepts(URI address) {
        int usual = "https".equalsIgnoreCase(address.getScheme()) ? HTTPS : HTTP;
        int port = address.getPort() < 0 ? usual : address.getPort();
        try (Socket socket = sockets.createSocket()) {
            socket.connect(new InetSocketAddress(address.getHost(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
