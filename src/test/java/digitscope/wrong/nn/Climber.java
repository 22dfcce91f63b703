package digitscope.wrong.nn;

import java.util.function.BooleanSupplier;

/** Climbs ladders of {@code instanceof}. */
final class Climber {
  sealed interface Shape {}

  sealed interface Round extends Shape {}

  record Circle(double radius) implements Round {}

  record Square(double side) implements Shape {}

  record Line(double length) implements Shape {}

  private Climber() {}

  static double area(Shape shape) {
    if (shape instanceof Circle circle) {
      return Math.PI * circle.radius() * circle.radius();
    } else if (shape instanceof Square square) {
      return square.side() * square.side();
    }
    return 0;
  }

  static boolean isFlat(Shape shape) {
    return shape instanceof Climber.Line || shape instanceof Climber.Square;
  }

  static BooleanSupplier later(Shape shape) {
    boolean isRound = shape instanceof Circle;
    return () -> isRound && !(shape instanceof Line);
  }

  /** One question, or questions about different values, are no ladder. */
  static boolean areEqual(Shape one, Shape other) {
    return one instanceof Line && other instanceof Circle;
  }
}
