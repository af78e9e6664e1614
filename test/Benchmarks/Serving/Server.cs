using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace EdgeActors.Benchmarks.Serving;

/// <summary>A server process under measurement.</summary>
internal sealed class Server : IDisposable
{
    private readonly Process _process;
    private readonly BenchmarkFolder _folder;

    private Server(BenchmarkFolder folder, string socket, Process process) => (_folder, Socket, _process) = (folder, socket, process);

    public string Socket { get; }

    public int Pid => _process.Id;

    /// <summary>Processor time since its start.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory in MiB; anonymous pages alone in the second figure.</summary>
    public (double Resident, double Anonymous) Memory()
    {
        string[] status = File.ReadAllLines($"/proc/{Pid}/status");
        double Field(string name) =>
            double.Parse(status.Single(l => l.StartsWith(name, StringComparison.Ordinal)).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        return (Field("VmRSS:"), Field("RssAnon:"));
    }

    /// <summary>The agent with its defaults but for the message limit, which 6 MB tensors need.</summary>
    public static Server Agent(BenchmarkOptions options) =>
        Start(TestBed.Agent, s => ["run", "-a", s, "-f", "-m", "67108864", .. options.AgentWords]);

    /// <summary>C++ gRPC straight on the engine's C API, one intra-op thread.</summary>
    public static Server Reference() => Start(Path.Combine(TestBed.Built, "server"), s => ["--socket", s, "--ort", TestBed.EngineLibrary]);

    public static Server Start(string program, Func<string, string[]> arguments)
    {
        BenchmarkFolder folder = new("bench-");
        string socket = Path.Combine(folder.Path, "s.sock");
        Process process = Process.Start(new ProcessStartInfo(program, arguments(socket)) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Stopwatch since = Stopwatch.StartNew();
        while (!Answers(socket))
        {
            if (process.HasExited || since.Elapsed > TimeSpan.FromSeconds(30))
            {
                throw new InvalidOperationException(program + " does not serve");
            }

            Thread.Yield();
        }

        return new Server(folder, socket, process);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    private static bool Answers(string socket)
    {
        using Socket probe = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(socket));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
