using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Disks;

/// <summary>The disk that the other specs of this folder fill.</summary>
public class MemoryDiskSpecs
{
    [NeedsFact(Needs.Linux, Needs.Root)]
    public async Task A_disk_gets_full_while_another_writes_and_deletes_on_it()
    {
        string folder = Directory.CreateTempSubdirectory("memory-disk").FullName;
        await using (MemoryDisk disk = await MemoryDisk.MountAsync(folder, 16))
        {
            using CancellationTokenSource stop = new();
            Task other = Task.Run(() => WriteAndDelete(Path.Combine(folder, "other"), stop.Token));

            for (int n = 0; n < 30; n++)
            {
                disk.Fill();
                disk.Empty();
            }

            await stop.CancelAsync();
            await other;
        }

        Directory.Delete(folder);
    }

    private static void WriteAndDelete(string file, CancellationToken stop)
    {
        byte[] bytes = new byte[28_672];
        while (!stop.IsCancellationRequested)
        {
            try
            {
                File.WriteAllBytes(file, bytes);
            }
            catch (IOException)
            {
                // It has no room just now.
            }

            File.Delete(file);
        }
    }
}
