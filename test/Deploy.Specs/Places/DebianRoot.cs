using System.Security.Cryptography;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Places;

/// <summary>A clean Debian of a spec's own: a copy of what debootstrap made, entered by chroot in a mount namespace that ends with the command.</summary>
internal sealed class DebianRoot : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    // The package manager's own notes, and copies that the account tools keep of the files before the last change.
    private static readonly string[] Notes = ["/var/lib/dpkg", "/var/log", "/var/cache", "/etc/passwd-", "/etc/group-", "/etc/shadow-", "/etc/gshadow-"];

    /// <summary>What <c>env</c> gives to every program inside.</summary>
    public static readonly string[] Variables = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C"];

    private DebianRoot(string path) => Path = path;

    public string Path { get; }

    public static Task<DebianRoot> CreateAsync() => CopyAsync(Needs.DebianFolder!);

    /// <summary>A copy of another root, such as one that systemd can boot.</summary>
    public static async Task<DebianRoot> CopyAsync(string root)
    {
        string path = Directory.CreateTempSubdirectory("root-").FullName;
        await Programs.MustRunAsync(Limit, "cp", "-a", "--reflink=auto", root + "/.", path);
        return new DebianRoot(path);
    }

    /// <summary>The command line that runs a program inside.</summary>
    public string[] Inside(params string[] command) =>
        ["unshare", "--mount", "--propagation", "private", "sh", "-c", "mount -t proc proc \"$0/proc\" && exec chroot \"$0\" \"$@\"", Path, .. command];

    /// <summary>Runs a program inside to its end, which has to be good.</summary>
    public Task<string> RunAsync(params string[] command)
    {
        string[] line = Inside(["env", .. Variables, .. command]);
        return Programs.MustRunAsync(Limit, line[0], line[1..]);
    }

    /// <summary>Brings a file in for as long as <paramref name="use"/> takes.</summary>
    public async Task WithFileAsync(string file, Func<string, Task> use, string folder = "/tmp")
    {
        string inside = folder + "/" + System.IO.Path.GetFileName(file);
        File.Copy(file, At(inside));
        try
        {
            await use(inside);
        }
        finally
        {
            File.Delete(At(inside));
        }
    }

    /// <summary>Installs a package, or upgrades to it.</summary>
    public Task InstallAsync(string deb) => WithFileAsync(deb, file => RunAsync("dpkg", "--install", file));

    /// <summary>Puts a model where the service can see and read it.</summary>
    /// <returns>The folder inside.</returns>
    public async Task<string> AddMnistAsync()
    {
        const string inside = "/opt/mnist";
        await Programs.MustRunAsync(Limit, "cp", "-r", Tensors.ModelFolder("nets/mnist"), At(inside));
        await Programs.MustRunAsync(Limit, "chmod", "-R", "a+rX", At(inside));
        return inside;
    }

    /// <summary>The host's path of a path inside.</summary>
    public string At(string inside) => Path + inside;

    /// <summary>Every file with kind, mode, owner and, below /etc, content; what is there at one moment, to compare with another.</summary>
    public async Task<IReadOnlyList<string>> ListAsync()
    {
        string list = await Programs.MustRunAsync(Limit, "find", Path, "-xdev", "-printf", "/%P %y %m %U:%G %l\n");
        return
        [
            .. list.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => !Notes.Any(note => line.StartsWith(note + "/", StringComparison.Ordinal) || line.StartsWith(note + " ", StringComparison.Ordinal)))
                .Select(line => line + Content(line))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>An agent of this root, as the user that the package made, on its socket in /run.</summary>
    public async Task<AgentProcess> ServeAsync(string program, params string[] options)
    {
        // What systemd makes for the unit.
        await RunAsync("install", "-d", "-o", "edgeactors", "-g", "edgeactors", "-m", "0750", "/run/edgeactors");
        string folder = Directory.CreateTempSubdirectory("serve-").FullName;
        return await AgentProcess.StartCommandAsync(
            Inside([
                "setpriv", "--reuid", "edgeactors", "--regid", "edgeactors", "--init-groups", "--no-new-privs",
                "env", "STATE_DIRECTORY=/var/lib/edgeactors",
                program, "run", "-a", "/run/edgeactors/agent.sock", "-c", "/etc/edgeactors/config.json", .. options,
            ]),
            folder,
            At("/run/edgeactors/agent.sock"));
    }

    public async ValueTask DisposeAsync() => await Programs.MustRunAsync(Limit, "rm", "-rf", "--one-file-system", Path);

    private string Content(string line)
    {
        string[] parts = line.Split(' ');
        return parts[0].StartsWith("/etc/", StringComparison.Ordinal) && parts[1] == "f"
            ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(At(parts[0]))))
            : string.Empty;
    }
}
