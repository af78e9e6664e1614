using System.Reflection;
using Akka.Actor;

namespace EdgeActors.FaultKit;

/// <summary>
/// What a host finds in this assembly by name when it was told to run with faults; it is not referenced by any product. Its members'
/// names and types are a contract with such hosts.
/// </summary>
public sealed class HostFaults
{
    private readonly Faults _faults;
    private readonly FaultConsole _console;

    /// <summary>Without any fault at first.</summary>
    /// <param name="clock">The host's clock.</param>
    public HostFaults(TimeProvider clock)
    {
        _faults = new Faults(FaultScript.Empty, clock);
        _console = new FaultConsole(_faults);
    }

    /// <summary>Puts an actor under the script.</summary>
    public Props Actor(Props props) => props.WithFaults(_faults);

    /// <summary>Puts a port under the script.</summary>
    /// <param name="port">Its interface.</param>
    /// <param name="target">What does the work.</param>
    /// <param name="told">How the port tells a failure; see <see cref="FaultyPort.Wrap{T}"/>.</param>
    public object Port(Type port, object target, Func<Exception, object>? told) => typeof(HostFaults)
        .GetMethod(nameof(Wrap), BindingFlags.NonPublic | BindingFlags.Static)!
        .MakeGenericMethod(port)
        .Invoke(null, [target, _faults, told])!;

    /// <summary>Answers one connection of whoever controls the faults, until it ends. See <see cref="FaultConsole"/>.</summary>
    public Task ServeAsync(Stream connection, CancellationToken stop) => _console.ServeAsync(connection, stop);

    private static T Wrap<T>(T target, Faults faults, Func<Exception, object>? told)
        where T : class => FaultyPort.Wrap(target, faults, told);
}
