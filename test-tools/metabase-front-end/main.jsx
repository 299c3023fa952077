// One dashboard, as Metabase draws it: ?dashboard=10&lang=zh
import { createRoot } from "react-dom/client";
import { InteractiveDashboard, MetabaseProvider, defineMetabaseAuthConfig } from "@metabase/embedding-sdk-react";

const asked = new URLSearchParams(location.search);
const auth = defineMetabaseAuthConfig({ metabaseInstanceUrl: location.origin, apiKey: "mb_key" });

createRoot(document.getElementById("root")).render(
  <MetabaseProvider authConfig={auth} locale={asked.get("lang")}>
    <InteractiveDashboard dashboardId={Number(asked.get("dashboard"))} withDownloads={false} />
  </MetabaseProvider>,
);
