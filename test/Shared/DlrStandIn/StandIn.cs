using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace EdgeActors.Specs.DlrStandIn;

/// <summary>The stand-in for libdlr: built by gcc when a spec first asks for it, kept in the artifacts folder for the next time.</summary>
public static class StandIn
{
    private static readonly Lock Gate = new();

    private static string Root { get; } = FindRoot();

    /// <summary>Why it cannot be built here; null when it can.</summary>
    public static string? Absent { get; } = !OperatingSystem.IsLinux()
        ? "the stand-in for libdlr needs Linux"
        : Array.Exists((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), folder => File.Exists(Path.Combine(folder, "gcc")))
            ? null
            : "install gcc: it builds the stand-in for libdlr";

    /// <summary>Full path of the library, built with the given definitions, for example <c>STAND_IN_VERSION="2.0.0"</c>.</summary>
    public static string Library(params string[] definitions)
    {
        string source = Path.Combine(Root, "test", "DlrStandIn", "dlr_stand_in.c");
        string key = Convert.ToHexStringLower(SHA256.HashData([.. File.ReadAllBytes(source), .. Encoding.UTF8.GetBytes(string.Join('\n', definitions))]).AsSpan(0, 8));
        string folder = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "dlr-stand-in", key)).FullName;
        string library = Path.Combine(folder, "libdlr.so");
        lock (Gate)
        {
            if (!File.Exists(library))
            {
                string building = $"{library}.{Environment.ProcessId}";
                Build(["-shared", "-fPIC", "-O1", .. definitions.Select(d => "-D" + d), "-o", building, source, "-lpthread"]);
                File.Move(building, library, overwrite: true);
            }
        }

        return library;
    }

    /// <summary>Writes a model's folder: the files that a package has, and what the stand-in is to do.</summary>
    /// <param name="folder">Where; created.</param>
    /// <param name="description">Lines of <c>stand_in.txt</c>.</param>
    /// <param name="metadata">The <c>.meta</c> file; null for none.</param>
    /// <param name="graph">The graph of a model of backend tvm.</param>
    public static string Model(string folder, string description, string? metadata = null, string graph = "{}")
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "stand_in.txt"), description);
        File.WriteAllText(Path.Combine(folder, "compiled.so"), "no library: the stand-in does not open it");
        bool isTree = description.Contains("backend treelite", StringComparison.Ordinal);
        bool isDynamic = description.Contains("backend relayvm", StringComparison.Ordinal);
        if (isDynamic)
        {
            File.WriteAllText(Path.Combine(folder, "compiled.ro"), "an executable");
        }
        else if (!isTree)
        {
            File.WriteAllText(Path.Combine(folder, "compiled.params"), "weights");
            File.WriteAllText(Path.Combine(folder, "compiled_model.json"), graph);
        }

        if ((metadata ?? (isDynamic ? "{}" : null)) is { } text)
        {
            File.WriteAllText(Path.Combine(folder, "compiled.meta"), text);
        }

        return folder;
    }

    private static void Build(string[] arguments)
    {
        using Process gcc = Process.Start(new ProcessStartInfo("gcc", arguments) { RedirectStandardError = true })!;
        string said = gcc.StandardError.ReadToEnd();
        gcc.WaitForExit();
        if (gcc.ExitCode != 0)
        {
            throw new InvalidOperationException("gcc cannot build the stand-in: " + said);
        }
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "EdgeActors.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("EdgeActors.sln is in no folder above " + AppContext.BaseDirectory);
    }
}

/// <summary>A fact about the stand-in for libdlr, skipped where it cannot be built.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StandInFactAttribute : FactAttribute
{
    public StandInFactAttribute() => Skip = StandIn.Absent;
}

/// <summary>A theory about the stand-in for libdlr, skipped where it cannot be built.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StandInTheoryAttribute : TheoryAttribute
{
    public StandInTheoryAttribute() => Skip = StandIn.Absent;
}
