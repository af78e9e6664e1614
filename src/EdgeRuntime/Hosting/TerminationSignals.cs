using System.Runtime.InteropServices;

namespace EdgeActors.Hosting;

/// <summary>
/// SIGTERM, SIGINT and SIGHUP. The first of them asks for a graceful stop, a second one ends the process at once.
/// </summary>
internal sealed partial class TerminationSignals : IDisposable
{
    private const int EndedAtOnce = 1;

    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _received;

    private TerminationSignals()
    {
    }

    /// <summary>Fires at the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Takes the signals over from the runtime until disposed.</summary>
    public static TerminationSignals Listen()
    {
        TerminationSignals signals = new();
        if (!OperatingSystem.IsWindows())
        {
            // A shell starts background jobs with SIGINT ignored, and the runtime would then leave it so.
            _ = Native.Signal(Native.Interrupt, Native.DefaultAction);
        }

        foreach (PosixSignal signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP })
        {
            signals._registrations.Add(PosixSignalRegistration.Create(signal, signals.OnSignal));
        }

        return signals;
    }

    /// <summary>Gives the signals back.</summary>
    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _stop.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _received) == 1)
        {
            _stop.Cancel();
        }
        else
        {
            ProcessEnd.Now(EndedAtOnce);
        }
    }

    private static partial class Native
    {
        public const int Interrupt = 2;
        public const nint DefaultAction = 0;

        [LibraryImport("libc", EntryPoint = "signal")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static partial nint Signal(int signal, nint action);
    }
}
