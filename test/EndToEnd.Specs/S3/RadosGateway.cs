using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EdgeActors.Specs.S3;

/// <summary>A real Ceph RGW in one process, from the chroot that EDGEACTORS_RGW names, with a database of its own.</summary>
internal static class RadosGateway
{
    private const string KeyId = "AKIDEDGEACTORSRGW";
    private const string Secret = "rgw/secret+of/edge+actors/0123456789abcd";
    private const int Attempts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // A user is made in a twentieth of a second.
    private static readonly TimeSpan UserPatience = TimeSpan.FromSeconds(40);

    /// <summary>The folder of the chroot, null when there is none.</summary>
    public static string? Root { get; } = Environment.GetEnvironmentVariable("EDGEACTORS_RGW") is { Length: > 0 } root
        && File.Exists(Path.Combine(root, "usr/bin/radosgw")) && Environment.IsPrivilegedProcess ? root : null;

    public static async Task<S3Target> StartAsync()
    {
        int port = FreePort();
        string inside = await WithUserAsync(port);
        string folder = Root! + inside;
        Process gateway = Start(folder, "radosgw", inside, "-f");
        await AnswersAsync(port, gateway, folder);
        return new S3Target(new Uri($"http://127.0.0.1:{port}"), KeyId, Secret, async () =>
        {
            gateway.Kill(entireProcessTree: true);
            await gateway.WaitForExitAsync();
            gateway.Dispose();
            Directory.Delete(folder, recursive: true);
        });
    }

    // radosgw-admin does its work and then, seldom, never ends. What it left is not used: the next one begins in a folder of its own.
    private static async Task<string> WithUserAsync(int port)
    {
        for (int attempt = 1; ; attempt++)
        {
            string inside = await ConfiguredAsync(port);
            string folder = Root! + inside;
            using Process user = Start(
                folder, "radosgw-admin", inside, "user", "create", "--uid", "edge", "--display-name", "edge", "--access-key", KeyId, "--secret", Secret);
            try
            {
                await user.WaitForExitAsync().WaitAsync(UserPatience);
            }
            catch (TimeoutException) when (attempt < Attempts)
            {
                user.Kill(entireProcessTree: true);
                await user.WaitForExitAsync();
                Directory.Delete(folder, recursive: true);
                continue;
            }

            return user.ExitCode == 0
                ? inside
                : throw new InvalidOperationException(await File.ReadAllTextAsync(Path.Combine(folder, "radosgw-admin.out")));
        }
    }

    private static async Task<string> ConfiguredAsync(int port)
    {
        string inside = $"/tmp/edgeactors-{Guid.NewGuid():N}";
        string folder = Root! + inside;
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "ceph.conf"), $"""
            [client.rgw]
            rgw_backend_store = dbstore
            rgw_config_store = dbstore
            dbstore_db_dir = {inside}
            dbstore_config_uri = file:{inside}/config.db
            run_dir = {inside}
            admin_socket = {inside}/admin.sock
            rgw_data = {inside}
            log_file = {inside}/rgw.log
            rgw_frontends = beast endpoint=127.0.0.1:{port}

            """);
        return inside;
    }

    private static Process Start(string folder, string program, string inside, params string[] arguments)
    {
        // The shell sends the output to a file: nobody reads a pipe here, and a full one would stop the program.
        ProcessStartInfo start = new("/bin/sh", ["-c", $"exec chroot \"$@\" >>'{folder}/{program}.out' 2>&1", "sh", Root!, program,
            "-c", $"{inside}/ceph.conf", "-n", "client.rgw", "--no-mon-config", .. arguments]);
        return Process.Start(start)!;
    }

    private static async Task AnswersAsync(int port, Process gateway, string folder)
    {
        using HttpClient http = new();
        Stopwatch waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using HttpResponseMessage answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/"));
                return;
            }
            catch (HttpRequestException) when (!gateway.HasExited && waited.Elapsed < Patience)
            {
                await Task.Delay(50);
            }
            catch (HttpRequestException)
            {
                throw new InvalidOperationException("RGW does not start: " + await File.ReadAllTextAsync(Path.Combine(folder, "radosgw.out")));
            }
        }
    }

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
