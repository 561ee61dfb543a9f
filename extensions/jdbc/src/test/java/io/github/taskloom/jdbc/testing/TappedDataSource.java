package io.github.taskloom.jdbc.testing;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A data source whose calls are told before and after: {@code connect}, {@code commit}, {@code
 * rollback}, {@code close}, and the text of each statement that is sent. What a tap throws before a
 * call is thrown in its place; what it throws after one is thrown though the call has been made.
 */
public final class TappedDataSource implements DataSource {
  /** What is told of each call. */
  public interface Tap {
    /** Before a call; the connection is null for {@code connect}. */
    void before(String what, Connection connection) throws SQLException;

    /** After a call that has ended well. */
    default void after(String what, Connection connection) throws SQLException {}
  }

  private final DataSource real;
  private final Tap tap;

  /** Taps a data source. */
  public TappedDataSource(DataSource real, Tap tap) {
    this.real = real;
    this.tap = tap;
  }

  /** As a network that breaks: ends the connection, and gives what its user is told. */
  public static SQLException lost(Connection connection) throws SQLException {
    if (connection != null) {
      connection.abort(Runnable::run);
    }
    return new SQLException("the connection is lost, on purpose", "08006");
  }

  @Override
  public Connection getConnection() throws SQLException {
    tap.before("connect", null);
    Connection connection = real.getConnection();
    tap.after("connect", connection);
    return proxy(
        Connection.class, (self, method, arguments) -> call(connection, method, arguments));
  }

  private Object call(Connection connection, Method method, Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case "commit", "rollback", "close" ->
          tapped(method.getName(), connection, connection, method, arguments);
      case "prepareStatement" -> {
        PreparedStatement statement = (PreparedStatement) invoke(connection, method, arguments);
        yield statement(PreparedStatement.class, statement, connection, (String) arguments[0]);
      }
      case "createStatement" ->
          statement(
              Statement.class, (Statement) invoke(connection, method, arguments), connection, "");
      default -> invoke(connection, method, arguments);
    };
  }

  private <T extends Statement> T statement(
      Class<T> type, T statement, Connection connection, String sql) {
    return proxy(
        type,
        (self, method, arguments) ->
            method.getName().startsWith("execute")
                ? tapped(
                    sql.isEmpty() ? (String) arguments[0] : sql,
                    connection,
                    statement,
                    method,
                    arguments)
                : invoke(statement, method, arguments));
  }

  private Object tapped(
      String what, Connection connection, Object target, Method method, Object[] arguments)
      throws Throwable {
    tap.before(what, connection);
    Object result = invoke(target, method, arguments);
    tap.after(what, connection);
    return result;
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Override
  public Connection getConnection(String user, String password) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PrintWriter getLogWriter() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setLoginTimeout(int seconds) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int getLoginTimeout() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Logger getParentLogger() {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
