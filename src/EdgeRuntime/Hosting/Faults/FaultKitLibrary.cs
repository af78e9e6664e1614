using System.Reflection;
using Akka.Actor;
using EdgeActors.Cli;

namespace EdgeActors.Hosting.Faults;

/// <summary>
/// The fault kit, found at run time: no reference leads from here to it, so a device that was not given the library has nothing that
/// could go wrong on purpose.
/// </summary>
internal sealed class FaultKitLibrary : IFaultSeam
{
    /// <summary>File that is looked for beside the program when no path is given.</summary>
    public const string FileName = "EdgeActors.FaultKit.dll";

    private const string EntryType = "EdgeActors.FaultKit.HostFaults";

    private readonly Func<Props, Props> _actor;
    private readonly Func<Type, object, Func<Exception, object>?, object> _port;
    private readonly Func<Stream, CancellationToken, Task> _serve;

    private FaultKitLibrary(object entry)
    {
        _actor = Member<Func<Props, Props>>(entry, "Actor");
        _port = Member<Func<Type, object, Func<Exception, object>?, object>>(entry, "Port");
        _serve = Member<Func<Stream, CancellationToken, Task>>(entry, "ServeAsync");
    }

    /// <summary>Loads it.</summary>
    /// <param name="path">Full path; null for <see cref="FileName"/> beside the program.</param>
    /// <param name="clock">The host's clock.</param>
    /// <exception cref="CommandFailure">It is not there, or it is something else.</exception>
    public static FaultKitLibrary Load(string? path, TimeProvider clock)
    {
        string file = path ?? Path.Combine(AppContext.BaseDirectory, FileName);
        if (!File.Exists(file))
        {
            throw Failure($"--faults needs the fault kit, and there is no '{file}'; put {FileName} there or name it with --faults-kit.");
        }

        try
        {
            Type entry = Assembly.LoadFrom(file).GetType(EntryType, throwOnError: true)!;
            return new FaultKitLibrary(Activator.CreateInstance(entry, clock)!);
        }
        catch (Exception wrong) when (
            wrong is BadImageFormatException or TypeLoadException or MissingMethodException or ArgumentException or IOException)
        {
            throw Failure($"'{file}' is not the fault kit of this program's version ({wrong.Message}); name the right one with --faults-kit.", wrong);
        }
    }

    /// <inheritdoc />
    public Props Actor(Props props) => _actor(props);

    /// <inheritdoc />
    public TPort Port<TPort>(TPort port, Func<Exception, object>? told = null)
        where TPort : class => (TPort)_port(typeof(TPort), port, told);

    /// <summary>Answers one connection of whoever controls the faults.</summary>
    public Task ServeAsync(Stream connection, CancellationToken stop) => _serve(connection, stop);

    private static T Member<T>(object entry, string name)
        where T : Delegate
    {
        MethodInfo method = entry.GetType().GetMethod(name) ?? throw new MissingMethodException(EntryType, name);
        return method.CreateDelegate<T>(entry);
    }

    private static CommandFailure Failure(string message, Exception? cause = null) =>
        new(CommandFailure.BadConfiguration, message, ExitCode.BadUsage, cause);
}
