package footfall.node;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** A node that does nothing but join, with the settings and in the way of {@link Main}. */
final class JoiningNode {
  private JoiningNode() {}

  public static void main(String[] arguments) {
    Config config = ConfigFactory.load();
    Joining joining = Joining.from(config);
    ActorSystem<Void> system =
        ActorSystem.create(Behaviors.empty(), Joining.SYSTEM, joining.over(config));
    joining.begin(system);
  }
}
