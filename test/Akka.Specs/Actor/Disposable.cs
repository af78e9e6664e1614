using Akka.Actor;

namespace Akka.Specs.Actor;

/// <summary>Says when it is disposed.</summary>
internal sealed class Disposable : ReceiveActor, IDisposable
{
    private readonly IActorRef _log;

    public Disposable(IActorRef log, object? extra)
    {
        _ = extra;
        _log = log;
        Receive<string>(_ => throw new InvalidOperationException("boom"));
    }

    public void Dispose() => _log.Tell("disposed");
}
