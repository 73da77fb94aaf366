package io.understudy.platform.data;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.util.StringUtils;

/**
 * A client whose parameters and results are values of the domain: ids, hashes, instants and enums are converted on the
 * way in and out, {@code query(Type.class)} reads records, and {@code paramSource(record)} names a parameter for each
 * component.
 */
public final class TypedJdbcClient implements JdbcClient {
    private final JdbcClient client;

    TypedJdbcClient(JdbcClient client) {
        this.client = client;
    }

    @Override
    public Statement sql(String sql) {
        return new Statement(client.sql(sql));
    }

    /** A statement with its parameters; no row that it reads is null, unless a single column is. */
    public static final class Statement implements StatementSpec {
        private final StatementSpec inner;

        private Statement(StatementSpec inner) {
            this.inner = inner;
        }

        @Override
        public Statement withFetchSize(int fetchSize) {
            inner.withFetchSize(fetchSize);
            return this;
        }

        @Override
        public Statement withMaxRows(int maxRows) {
            inner.withMaxRows(maxRows);
            return this;
        }

        @Override
        public Statement withQueryTimeout(int queryTimeout) {
            inner.withQueryTimeout(queryTimeout);
            return this;
        }

        @Override
        public Statement param(@Nullable Object value) {
            inner.param(Columns.toColumn(value));
            return this;
        }

        @Override
        public Statement param(int jdbcIndex, @Nullable Object value) {
            inner.param(jdbcIndex, Columns.toColumn(value));
            return this;
        }

        @Override
        public Statement param(int jdbcIndex, @Nullable Object value, int sqlType) {
            inner.param(jdbcIndex, Columns.toColumn(value), sqlType);
            return this;
        }

        @Override
        public Statement param(String name, @Nullable Object value) {
            inner.param(name, Columns.toColumn(value));
            return this;
        }

        @Override
        public Statement param(String name, @Nullable Object value, int sqlType) {
            inner.param(name, Columns.toColumn(value), sqlType);
            return this;
        }

        @Override
        public Statement params(Object... values) {
            return params(Arrays.asList(values));
        }

        @Override
        public Statement params(List<?> values) {
            values.forEach(this::param);
            return this;
        }

        @Override
        public Statement params(Map<String, ?> paramMap) {
            paramMap.forEach(this::param);
            return this;
        }

        /**
         * A component that is a record of several values gives a parameter for each of them, by its name and also by
         * that with the component's in front. A collection is JSON.
         */
        @Override
        public Statement paramSource(Object parameters) {
            if (!(parameters instanceof Record record)) {
                throw new IllegalArgumentException(parameters.getClass().getName() + " is not a record");
            }
            name("", record.getClass(), record);
            return this;
        }

        private void name(String prefix, Class<?> type, @Nullable Record record) {
            for (RecordComponent component : type.getRecordComponents()) {
                String name = component.getName();
                Object value = record == null ? null : Columns.component(record, component);
                if (component.getType().isRecord() && !Columns.holds(component.getType())) {
                    name(name, component.getType(), (Record) value);
                } else {
                    param(name, Columns.toOneColumn(value));
                    if (!prefix.isEmpty()) {
                        param(prefix + StringUtils.capitalize(name), Columns.toOneColumn(value));
                    }
                }
            }
        }

        @Override
        public Statement paramSource(SqlParameterSource parameters) {
            inner.paramSource(parameters);
            return this;
        }

        @Override
        public ResultQuerySpec query() {
            return inner.query();
        }

        @Override
        @SuppressWarnings("NullAway")
        public <T> MappedQuerySpec<T> query(Class<T> type) {
            return inner.query(mapper(type, false));
        }

        /** @param lists what each record's list is, by the record's first component; without an entry it is empty */
        public <T> MappedQuerySpec<T> query(Class<T> type, Map<?, ? extends List<?>> lists) {
            return inner.query(new RecordMapper<>(type, lists));
        }

        /** The rows in their order: the first column and the last, or records of the columns with their names. */
        public <K, V> Map<K, V> map(Class<K> key, Class<V> value) {
            Map<K, V> map = new LinkedHashMap<>();
            each(key, value, map::put);
            return map;
        }

        /** As {@link #map}, where several rows have the same key. */
        public <K, V> Map<K, List<V>> groups(Class<K> key, Class<V> value) {
            Map<K, List<V>> groups = new LinkedHashMap<>();
            each(
                    key,
                    value,
                    (of, one) -> groups.computeIfAbsent(of, first -> new ArrayList<>())
                            .add(one));
            return groups;
        }

        private <K, V> void each(Class<K> key, Class<V> value, BiConsumer<K, V> pair) {
            RowMapper<K> keys = mapper(key, false);
            RowMapper<V> values = mapper(value, true);
            inner.query((RowCallbackHandler) row -> pair.accept(keys.mapRow(row, 0), values.mapRow(row, 0)));
        }

        @SuppressWarnings("NullAway")
        private static <T> RowMapper<T> mapper(Class<T> type, boolean last) {
            return Columns.holds(type)
                    ? (row, index) -> {
                        int column = last ? row.getMetaData().getColumnCount() : 1;
                        Object value = JdbcUtils.getResultSetValue(row, column);
                        return value == null ? null : Columns.fromColumn(value, type);
                    }
                    : new RecordMapper<>(type);
        }

        @Override
        public <T> MappedQuerySpec<T> query(RowMapper<T> rowMapper) {
            return inner.query(rowMapper);
        }

        @Override
        public void query(RowCallbackHandler rch) {
            inner.query(rch);
        }

        @Override
        public <T> T query(ResultSetExtractor<T> rse) {
            return inner.query(rse);
        }

        @Override
        public int update() {
            return inner.update();
        }

        @Override
        public int update(KeyHolder generatedKeyHolder) {
            return inner.update(generatedKeyHolder);
        }

        @Override
        public int update(KeyHolder generatedKeyHolder, String... keyColumnNames) {
            return inner.update(generatedKeyHolder, keyColumnNames);
        }
    }
}
