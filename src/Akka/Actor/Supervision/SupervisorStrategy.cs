using System.Reflection;
using Akka.Event;

namespace Akka.Actor;

public abstract class SupervisorStrategy
{
    public static IDecider DefaultDecider = new LocalOnlyDecider(cause =>
        cause is ActorInitializationException or ActorKilledException or DeathPactException ? Directive.Stop : Directive.Restart);

    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);

    public static readonly OneForOneStrategy StoppingStrategy = new((Exception _) => Directive.Stop);

    public abstract IDecider Decider { get; }

    protected bool LoggingEnabled { get; set; } = true;

    internal bool HandleFailure(ActorCell cell, IActorRef child, Exception cause, ChildStats stats, IReadOnlyCollection<ChildStats> children)
    {
        var directive = Handle(child, cause);
        LogFailure(cell, child, cause, directive);
        switch (directive)
        {
            case Directive.Resume:
                ResumeChild(child, cause);
                return true;
            case Directive.Restart:
                ProcessFailure(cell, restart: true, stats, cause, children);
                return true;
            case Directive.Stop:
                ProcessFailure(cell, restart: false, stats, cause, children);
                return true;
            default:
                return false;
        }
    }

    internal abstract void ProcessFailure(
        IActorContext context, bool restart, ChildStats failed, Exception cause, IReadOnlyCollection<ChildStats> children);

    protected abstract Directive Handle(IActorRef child, Exception exception);

    protected virtual void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        if (!LoggingEnabled)
        {
            return;
        }

        var source = child.Path.ToString();
        var stream = context.System.EventStream;
        switch (directive)
        {
            case Directive.Resume:
                stream.Publish(new Warning(source, GetType(), Text(cause)));
                break;
            case Directive.Restart or Directive.Stop:
                stream.Publish(new Error(cause, source, GetType(), Text(cause)));
                break;
        }
    }

    protected void ResumeChild(IActorRef child, Exception exception) => ((IInternalActorRef)child).Resume(exception);

    protected void RestartChild(IActorRef child, Exception cause, bool suspendFirst)
    {
        var target = (IInternalActorRef)child;
        if (suspendFirst)
        {
            target.Suspend();
        }

        target.Restart(cause);
    }

    private static string Text(Exception cause)
    {
        var shown = cause;
        while (shown is ActorInitializationException or TypeLoadException or TargetInvocationException && shown.InnerException is not null)
        {
            shown = shown.InnerException;
        }

        return shown.Message;
    }
}
