package footfall.api.live;

import akka.NotUsed;
import akka.http.impl.engine.ws.FrameData;
import akka.http.impl.engine.ws.FrameEvent;
import akka.http.impl.engine.ws.FrameStart;
import akka.stream.Attributes;
import akka.stream.FanInShape2;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.GraphDSL;
import akka.stream.javadsl.Source;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.TimerGraphStageLogic;
import java.time.Duration;

/**
 * One dashboard's socket: a snapshot, then updates; what waits for a slow reader is one frame, the
 * newest, and a reader that takes none for too long is cut off. So is a client that leaves two
 * pings unanswered: kernels take half a minute of frames for one that does not read. Nothing else
 * is expected to come in.
 *
 * <p>One stage on Akka HTTP's WebSocket frames instead of its stack for messages: that costs a
 * socket some thirty stages and three timers more, encodes each text again for each socket, and
 * cannot end a connection that takes no bytes (ADR 10).
 */
final class LiveSocket extends GraphStage<FanInShape2<FrameEvent, EncodedFrame, FrameEvent>> {
  /** So many are sent before the first must have been answered. */
  private static final int PINGS = 2;

  private final Inlet<FrameEvent> in = Inlet.create("LiveSocket.in");
  private final Inlet<EncodedFrame> frames = Inlet.create("LiveSocket.frames");
  private final Outlet<FrameEvent> out = Outlet.create("LiveSocket.out");
  private final FanInShape2<FrameEvent, EncodedFrame, FrameEvent> shape =
      new FanInShape2<>(in, frames, out);
  private final LiveRouteSettings settings;
  private final LiveCounters counters;

  private LiveSocket(LiveRouteSettings settings, LiveCounters counters) {
    this.settings = settings;
    this.counters = counters;
  }

  /** The socket ends when either side ends. */
  static Flow<FrameEvent, FrameEvent, Object> of(
      Source<EncodedFrame, NotUsed> frames, LiveRouteSettings settings, LiveCounters counters) {
    return Flow.fromGraph(
            GraphDSL.create(
                builder -> {
                  var socket = builder.add(new LiveSocket(settings, counters));
                  builder.from(builder.add(frames)).toInlet(socket.in1());
                  return FlowShape.of(socket.in0(), socket.out());
                }))
        .mapMaterializedValue(none -> none);
  }

  /** Ends the connection at once: what a graceful end has to send would never be taken. */
  private static final class StalledException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StalledException() {
      super("a dashboard does not read", null, false, false);
    }
  }

  @Override
  public FanInShape2<FrameEvent, EncodedFrame, FrameEvent> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends TimerGraphStageLogic {
    private final Incoming incoming = new Incoming(settings.maxInboundBytes());
    private EncodedFrame waiting;
    private long waitingSince;
    private boolean begun;
    private int unansweredPings;
    private boolean pingDue;
    private FrameStart answer;
    private boolean ending;

    Logic() {
      super(shape);
      setHandler(in, new FromClient());
      setHandler(frames, new FromFeed());
      setHandler(
          out,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              sendNext();
            }
          });
    }

    @Override
    public void preStart() {
      counters.opened();
      Duration pingEvery = settings.answerWithin().dividedBy(PINGS);
      scheduleWithFixedDelay("ping", pingEvery, pingEvery);
      pull(in);
      pull(frames);
    }

    @Override
    public void postStop() {
      counters.closed();
    }

    @Override
    public void onTimer(Object key) {
      if (unansweredPings == PINGS) {
        cut();
        return;
      }
      unansweredPings++;
      pingDue = true;
      sendNext();
    }

    private void cutIfStalled() {
      if (System.nanoTime() - waitingSince > settings.slowReader().toNanos()) {
        cut();
      }
    }

    private void cut() {
      counters.countCut();
      failStage(new StalledException());
    }

    /** Answers first, then the newest frame, then the end. */
    private void sendNext() {
      if (!isAvailable(out)) {
        return;
      }
      if (answer != null) {
        push(out, answer);
        answer = null;
      } else if (pingDue) {
        push(out, WebSocketFrames.PING);
        pingDue = false;
      } else if (waiting != null) {
        push(out, WebSocketFrames.text(begun ? waiting.update() : waiting.snapshot()));
        counters.countSent();
        begun = true;
        waiting = null;
      } else if (ending) {
        push(out, WebSocketFrames.close(incoming.closeCode()));
        completeStage();
      }
    }

    private void end() {
      ending = true;
      waiting = null;
      sendNext();
    }

    private final class FromFeed extends AbstractInHandler {
      @Override
      public void onPush() {
        EncodedFrame frame = grab(frames);
        pull(frames);
        if (ending) {
          return;
        }
        boolean isFirst = waiting == null;
        waiting = frame;
        if (isFirst) {
          waitingSince = System.nanoTime();
          sendNext();
        } else {
          cutIfStalled();
        }
      }

      @Override
      public void onUpstreamFinish() {
        ending = true;
        sendNext();
      }
    }

    private final class FromClient extends AbstractInHandler {
      @Override
      public void onPush() {
        FrameEvent event = grab(in);
        unansweredPings = 0;
        Incoming.Meaning meaning =
            event instanceof FrameStart start
                ? incoming.begin(start)
                : incoming.goOn((FrameData) event);
        if (meaning == Incoming.Meaning.END) {
          end();
        } else if (meaning == Incoming.Meaning.PING) {
          answer = WebSocketFrames.pong(incoming.payload());
          sendNext();
        }
        if (!isClosed(in)) {
          pull(in);
        }
      }

      @Override
      public void onUpstreamFinish() {
        completeStage();
      }
    }
  }
}
