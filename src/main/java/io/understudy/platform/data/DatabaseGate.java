package io.understudy.platform.data;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLTransientConnectionException;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;

/**
 * Refuses connections at once while the database is known to be away. Otherwise each statement of a page would wait for the
 * pool's time-out. The pool's own suspension does not do: it begins only when no thread waits for a connection, and while the
 * database is away some always do.
 */
class DatabaseGate {
    private volatile boolean closed;

    void close(boolean wanted) {
        closed = wanted;
    }

    HikariDataSource before(HikariDataSource pool) {
        ProxyFactory proxy = new ProxyFactory(pool);
        proxy.setProxyTargetClass(true);
        proxy.addAdvice((MethodInterceptor) call -> {
            if (closed && call.getMethod().getName().equals("getConnection")) {
                throw new SQLTransientConnectionException("The database does not answer");
            }
            return call.proceed();
        });
        return (HikariDataSource) proxy.getProxy();
    }
}
