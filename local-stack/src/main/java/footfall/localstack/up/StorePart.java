package footfall.localstack.up;

import footfall.localstack.LocalStack;
import footfall.localstack.Service;

/** A store of the stack. */
record StorePart(LocalStack stack, Service service) implements Part {
  @Override
  public String name() {
    return service.label();
  }

  @Override
  public void start() {
    stack.restart(service);
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    stack.awaitEnd(service);
  }

  @Override
  public void stop() {
    stack.stop(service);
  }
}
