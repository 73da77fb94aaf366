package io.understudy.audit;

import io.understudy.platform.web.RequestId;
import org.apache.tomcat.util.net.IPv6Utils;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

@Component
class RemoteAddress {
    /** The address of this thread's request, else the one the person signed in from; null for background work. */
    @Nullable
    String get() {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request) {
            return IPv6Utils.canonize(request.getRequest().getRemoteAddr());
        }
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getDetails() instanceof WebAuthenticationDetails web
                ? IPv6Utils.canonize(web.getRemoteAddress())
                : null;
    }

    /** Of this thread's request; null for background work. */
    @Nullable
    String requestId() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? RequestId.of(request.getRequest())
                : null;
    }
}
