using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Daira.Web.Operations;

/// <summary>
/// Traces and measures of the server by OpenTelemetry, to a collector that the administrator names; nothing is sent to anyone
/// otherwise. What a reader asked for after the question mark, and who asked, is left out.
/// </summary>
internal sealed class Telemetry(Uri collector) : IHostedService, IDisposable
{
    /// <summary>Sources and meters of the framework and of the PostgreSQL driver.</summary>
    private static readonly string[] Sources = ["Microsoft.AspNetCore", "Npgsql"];
    private static readonly string[] Meters = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql"];

    private TracerProvider? traces;
    private MeterProvider? measures;

    public static void Add(IServiceCollection services, Uri? collector)
    {
        if (collector is not null)
        {
            services.AddHostedService(_ => new Telemetry(collector));
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var who = ResourceBuilder.CreateEmpty().AddService("daira", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3));
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(who).AddSource(Sources).AddProcessor(new Discreet())
            .AddOtlpExporter(o => o.Endpoint = collector).Build();
        measures = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(who).AddMeter(Meters)
            .AddOtlpExporter(o => o.Endpoint = collector).Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        traces?.Dispose();
        measures?.Dispose();
        (traces, measures) = (null, null);
    }

    /// <summary>Takes out of a trace what could say who read what.</summary>
    internal sealed class Discreet : BaseProcessor<Activity>
    {
        private static readonly string[] Personal = ["url.query", "client.address", "network.peer.address", "user_agent.original", "enduser.id", "db.query.text", "db.statement"];

        public override void OnEnd(Activity data)
        {
            foreach (var tag in Personal)
            {
                data.SetTag(tag, null);
            }
        }
    }
}
